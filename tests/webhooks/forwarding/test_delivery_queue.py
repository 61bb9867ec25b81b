"""The order in which deliveries are sent and retried."""

import random
from collections import defaultdict

import pytest

from lusha_cli.webhooks.forwarding import delivery_queue as lineups
from lusha_cli.webhooks.forwarding.delivery_queue import DeliveryQueue


def test_queue_sends_one_delivery_per_entity_at_a_time() -> None:
    lineup = DeliveryQueue(jitter=lambda: 1.0)
    for n, entity in enumerate(["a", "b", "a", "", ""], 1):
        lineup.add(n, entity)
    assert [lineup.next_due(0), lineup.next_due(0), lineup.next_due(0), lineup.next_due(0)] == [
        1,
        2,
        4,
        5,
    ]
    assert lineup.next_due(0) is None
    assert lineup.next_delay(0) is None
    lineup.ack(1)
    assert lineup.first_pending == 2
    assert lineup.next_due(0) == 3
    for n in (2, 4, 5, 3):
        lineup.ack(n)
    assert len(lineup) == 0
    assert lineup.first_pending is None
    assert lineup.next_due(9) is None


def test_queue_backs_off_for_the_failed_entity_only() -> None:
    lineup, now, waits = DeliveryQueue(jitter=lambda: 1.0), 0.0, []
    for n, entity in ((1, "a"), (2, "a"), (3, "b")):
        lineup.add(n, entity)
    assert lineup.next_due(now) == 1
    for tries in range(14):
        assert lineup.attempts(1) == tries
        waits.append(lineup.nack(1, now, is_unreachable=False))
        if not tries:
            assert lineup.next_due(now) == 3
            lineup.ack(3)
        assert lineup.next_due(now) is None
        assert lineup.next_delay(now) == pytest.approx(waits[-1])
        now += waits[-1]
        assert lineup.next_due(now) == 1
    assert waits[:4] == [0.02, 0.04, 0.08, 0.16]
    assert waits == sorted(waits)
    assert waits[-1] <= lineups.BACKOFF_MAX
    lineup.ack(1)
    assert lineup.next_due(now) == 2


def test_queue_probes_a_target_that_is_down_with_one_delivery() -> None:
    lineup = DeliveryQueue(jitter=lambda: 1.0)
    for n in range(1, 4):
        lineup.add(n, "")
    assert [lineup.next_due(0), lineup.next_due(0)] == [1, 2]
    assert lineup.nack(1, 0, is_unreachable=True) == 0.02
    lineup.nack(2, 0, is_unreachable=True)
    assert lineup.next_due(0.03) is None
    first = lineup.next_due(0.05)
    assert first is not None
    assert lineup.next_due(0.05) is None
    lineup.ack(first)
    assert lineup.next_due(0.05) is not None
    assert lineup.next_due(0.05) is not None


def test_queue_delivers_in_order_whatever_fails() -> None:
    chance = random.Random(7)
    for _ in range(50):
        lineup, now, going = DeliveryQueue(jitter=chance.random), 0.0, list[int]()
        entities = {n: chance.choice(["a", "b", "c", ""]) for n in range(1, 40)}
        arrived: dict[str, list[int]] = defaultdict(list)
        for n, entity in entities.items():
            lineup.add(n, entity)
        while len(lineup):
            result = lineup.next_due(now)
            if result is not None:
                assert not any(entities[n] == entities[result] != "" for n in going)
                going.append(result)
            if going and (result is None or chance.random() < 0.5):
                n = going.pop(chance.randrange(len(going)))
                if chance.random() < 0.5:
                    lineup.nack(n, now, is_unreachable=chance.random() < 0.5)
                else:
                    lineup.ack(n)
                    arrived[entities[n]].append(n)
            elif not going:
                now += max(lineup.next_delay(now) or 0, 0.001)
        for entity, numbers in arrived.items():
            assert entity == "" or numbers == sorted(numbers)
        assert sum(map(len, arrived.values())) == 39
