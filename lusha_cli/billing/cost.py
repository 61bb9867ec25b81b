"""The cost of one operation: credits per data point, per batch of results, per signal."""

from typing import NamedTuple


class Cost(NamedTuple):
    """The prices of one operation, in credits (API reference, August 2026).

    `per_batch` is charged per `batch_size` results, rounded up. `per_signal` is charged per signal
    in the response; `per_signal_type` and `per_match` are charged for a search that filters by
    signals, per type found and per type and result. `per_field` is charged per item and field in
    `reveal`, `per_cell` per cell that is filled, at the price of its content.
    """

    # A journal stores these values without names: a new field goes last.
    per_email: int = 0
    per_phone: int = 0
    per_company: int = 0
    per_batch: int = 0
    batch_size: int = 25
    per_signal: int = 0
    per_signal_type: int = 0
    per_match: int = 0
    per_result: int = 0
    per_field: int = 0
    per_cell: int = 0

    def max_credits(self, items: int, *, emails: bool = True, phones: bool = True) -> int:
        """Return the max credits for `items` items, without signals: their number isn't known."""
        per_item = self.per_company + self.per_result
        per_item += self.per_email * emails + self.per_phone * phones
        return items * per_item + self.batch_credits(items)

    def batch_credits(self, results: int) -> int:
        """Return the credits for `results` results as such, whatever data they contain."""
        return -(-results // self.batch_size) * self.per_batch
