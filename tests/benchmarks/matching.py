"""Measure how well rows about other people are recognized, and the time of a comparison.

Run by hand: python tests/benchmarks/matching.py [--people 20000] [--seed 1] [--threshold 70]

`mismatch` is the positive class: two of the ten kinds of rows are about other people.
"""

import argparse
import gc
import math
import time
import timeit
from collections import Counter
from functools import partial

from lusha_cli.bulk.matching import former_companies, person_statement
from lusha_cli.matching.score import DEFAULT_MIN_MATCH, found_person, match_person
from lusha_cli.models import read_person
from tests.support.corrupted_rows import KINDS, cases, payload_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threshold", type=int, default=DEFAULT_MIN_MATCH)
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--errors", type=int, default=0, help="wrong rows to print, by kind")
    options = parser.parse_args()
    rows = list(cases(options.people, seed=options.seed))
    compared = [
        (
            payload_of(case.row),
            found_person(read_person(case.contact, case.company, is_brief=True)),
            case.contact,
        )
        for case in rows
    ]
    gc.disable()
    seconds = math.inf
    # The best of several passes, as other processes disturb the measurement.
    for _ in range(options.passes):
        began = time.process_time()
        scores = [
            match_person(person_statement(payload), found, partial(former_companies, contact))
            for payload, found, contact in compared
        ]
        seconds = min(seconds, time.process_time() - began)
    flagged: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    right = wrong = missed = 0
    for case, match in zip(rows, scores, strict=True):
        is_mismatch = match is not None and match.score < options.threshold
        totals[case.kind] += 1
        flagged[case.kind] += is_mismatch
        right += is_mismatch and not case.is_same_person
        wrong += is_mismatch and case.is_same_person
        missed += not is_mismatch and not case.is_same_person
        if is_mismatch is case.is_same_person and shown[case.kind] < options.errors:
            shown[case.kind] += 1
            print(case.kind, match, case.row, case.contact["fullName"], case.company["name"])
    print(f"{'kind':16} {'rows':>6} {'mismatch':>9}")
    for kind in KINDS:
        print(f"{kind:16} {totals[kind]:6} {flagged[kind]:9}")
    print(f"precision {right / max(1, right + wrong):.4f}")
    print(f"recall    {right / max(1, right + missed):.4f}")
    print(f"{seconds / len(rows) * 1e6:.1f} us a row, of which every one is corrupted")
    reference = min(timeit.repeat("for i in range(1000): i * i", number=1000, repeat=9))
    print(f"{reference * 1e3:.0f} us for 1,000 multiplications on this machine now")


if __name__ == "__main__":
    main()
