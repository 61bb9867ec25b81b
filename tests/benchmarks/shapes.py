"""Measure how long a record of each shape takes, for people and companies of the sandbox.

Run by hand: python tests/benchmarks/shapes.py [--records 20000]
"""

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from lusha_cli.models import read_company, read_person  # noqa: E402
from lusha_cli.sandbox.data.companies import (  # noqa: E402
    COMPANY_COUNT,
    DEFAULT_SEED,
    company_by_number,
    company_data,
)
from lusha_cli.sandbox.data.people import person_by_number  # noqa: E402
from lusha_cli.shapes.catalog import built_in_shapes  # noqa: E402
from lusha_cli.shapes.shaper import Shaper  # noqa: E402


def main() -> None:
    """Print the microseconds per record of each shape."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    records = parser.parse_args().records
    companies, people = [], []
    for number in range(records):
        company = company_by_number(number % COMPANY_COUNT, seed=DEFAULT_SEED)
        data = company_data(company)
        person = person_by_number(number, seed=DEFAULT_SEED)
        emails = [{"email": person.work_email, "emailType": "work"}]
        phones = [{"number": f"+1 555 {number:07}", "phoneType": "mobile"}]
        # Numbers of their own, as a record is written only once.
        companies.append(read_company({**data, "id": number, "emailDomain": f"{number}.example"}))
        people.append(
            read_person(
                {"id": number, "fullName": person.full_name, "company": data,
                 "emailAddresses": emails, "phoneNumbers": phones}
            )
        )  # fmt: skip
    for shape in built_in_shapes():
        shaper = Shaper(shape)
        start = time.perf_counter()
        for record in people if shape.subject == "people" else companies:
            shaper.shape_record(record)
        elapsed = (time.perf_counter() - start) / records * 1e6
        print(f"{shape.name:20} {elapsed:6.1f} us/record, {shaper.written:,} of {records:,}")


if __name__ == "__main__":
    main()
