"""The corpus: files as people have them, and what is sent and reported for each."""

from pathlib import Path

import pytest

from tests.bulk.files import cells, columns, formats, headings, identifiers, layouts
from tests.bulk.files.case import Case
from tests.bulk.files.provider_exports import PROVIDER_CASES
from tests.bulk.files.recording import problems, run
from tests.bulk.files.vendor_exports import CRM_CASES

EXPORTS = (*CRM_CASES, *PROVIDER_CASES)
MODULES = (columns, headings, identifiers, cells, layouts, formats)
CASES = (*(case for module in MODULES for case in module.CASES), *EXPORTS)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_file_is_looked_up_as_who_is_in_it(tmp_path: Path, case: Case) -> None:
    found = problems(case, *run(tmp_path, case))
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_corpus_holds_enough_files_of_different_names() -> None:
    assert len(CASES) >= 120
    assert len(EXPORTS) >= 20
    assert len({case.name for case in CASES}) == len(CASES)
