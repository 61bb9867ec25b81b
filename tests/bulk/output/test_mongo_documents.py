"""The document of a result, for MongoDB and for files of `mongoimport`."""

from lusha_cli.bulk.output.mongo_documents import document_of
from lusha_cli.bulk.record_types import COMPANY, PERSON, ResponseItem

TIME = {"$date": "2026-11-30T12:00:00+00:00"}
# SHA-256 of ada@firm.example, computed by sha256sum.
HASH = "2875ab47f474e44c5f90de74c61b9827f1913d5d7779d2b6b8a338c04910a840"


def test_document_of_a_contact_has_its_company() -> None:
    data = {"personId": 7, "companyId": 3, "emails": ["Ada@Firm.example"], "fullName": "Ada"}
    company = {"name": "Engines", "fqdn": "www.firm.example"}
    entry = ResponseItem({"data": data, "isCreditCharged": True}, company)
    assert document_of(PERSON, entry, fetched_at=TIME) == {
        "_id": "7",
        **data,
        "company": company,
        "lusha": {
            "emailHashes": [HASH],
            "companyId": "3",
            "companyDomain": "firm.example",
            "fetchedAt": TIME,
        },
    }


def test_document_of_a_company_is_the_one_of_the_api() -> None:
    item = {"id": 3, "name": "Engines", "domain": "firm.example", "a.b": {"$c": 1}}
    assert document_of(COMPANY, ResponseItem(item), fetched_at=TIME) == {
        "_id": "3",
        "id": 3,
        "name": "Engines",
        "domain": "firm.example",
        "a_b": {"_c": 1},
        "lusha": {"domain": "firm.example", "fetchedAt": TIME},
    }
