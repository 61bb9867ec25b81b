"""The order in which deliveries are sent and retried."""

import random
from collections import defaultdict

import pytest

from lusha_cli.webhooks.forwarding import delivery_queue as lineups
from lusha_cli.webhooks.forwarding.delivery_queue import Lineup


def test_queue_sends_one_delivery_per_entity_at_a_time() -> None:
    lineup = Lineup(jitter=lambda: 1.0)
    for n, entity in enumerate(["a", "b", "a", "", ""], 1):
        lineup.add(n, entity)
    assert [lineup.next(0), lineup.next(0), lineup.next(0), lineup.next(0)] == [1, 2, 4, 5]
    assert lineup.next(0) is None
    assert lineup.pause(0) is None
    lineup.arrived(1)
    assert lineup.first == 2
    assert lineup.next(0) == 3
    for n in (2, 4, 5, 3):
        lineup.arrived(n)
    assert len(lineup) == 0
    assert lineup.first is None
    assert lineup.next(9) is None


def test_queue_backs_off_for_the_failed_entity_only() -> None:
    lineup, now, waits = Lineup(jitter=lambda: 1.0), 0.0, []
    for n, entity in ((1, "a"), (2, "a"), (3, "b")):
        lineup.add(n, entity)
    assert lineup.next(now) == 1
    for tries in range(14):
        assert lineup.attempts(1) == tries
        waits.append(lineup.failed(1, now, is_unreachable=False))
        if not tries:
            assert lineup.next(now) == 3
            lineup.arrived(3)
        assert lineup.next(now) is None
        assert lineup.pause(now) == pytest.approx(waits[-1])
        now += waits[-1]
        assert lineup.next(now) == 1
    assert waits[:4] == [0.02, 0.04, 0.08, 0.16]
    assert waits == sorted(waits)
    assert waits[-1] <= lineups.LONGEST_WAIT
    lineup.arrived(1)
    assert lineup.next(now) == 2


def test_queue_probes_a_target_that_is_down_with_one_delivery() -> None:
    lineup = Lineup(jitter=lambda: 1.0)
    for n in range(1, 4):
        lineup.add(n, "")
    assert [lineup.next(0), lineup.next(0)] == [1, 2]
    assert lineup.failed(1, 0, is_unreachable=True) == 0.02
    lineup.failed(2, 0, is_unreachable=True)
    assert lineup.next(0.03) is None
    first = lineup.next(0.05)
    assert first is not None
    assert lineup.next(0.05) is None
    lineup.arrived(first)
    assert lineup.next(0.05) is not None
    assert lineup.next(0.05) is not None


def test_queue_delivers_in_order_whatever_fails() -> None:
    chance = random.Random(7)
    for _ in range(50):
        lineup, now, going = Lineup(jitter=chance.random), 0.0, list[int]()
        entities = {n: chance.choice(["a", "b", "c", ""]) for n in range(1, 40)}
        arrived: dict[str, list[int]] = defaultdict(list)
        for n, entity in entities.items():
            lineup.add(n, entity)
        while len(lineup):
            result = lineup.next(now)
            if result is not None:
                assert not any(entities[n] == entities[result] != "" for n in going)
                going.append(result)
            if going and (result is None or chance.random() < 0.5):
                n = going.pop(chance.randrange(len(going)))
                if chance.random() < 0.5:
                    lineup.failed(n, now, is_unreachable=chance.random() < 0.5)
                else:
                    lineup.arrived(n)
                    arrived[entities[n]].append(n)
            elif not going:
                now += max(lineup.pause(now) or 0, 0.001)
        for entity, numbers in arrived.items():
            assert entity == "" or numbers == sorted(numbers)
        assert sum(map(len, arrived.values())) == 39
