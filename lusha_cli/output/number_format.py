"""Format numbers for people: thousands, money, ranges."""

_UNITS = ((1_000_000_000_000, "T"), (1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K"))


def format_number(number: float) -> str:
    """Return a number with thousands separators: `12,500`."""
    return f"{number:,}"


def format_decimal(number: float) -> str:
    """Return a number with up to two decimals: `4.2`, `1,200`."""
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def pluralize(number: int, singular: str, plural: str) -> str:
    """Return a number with its noun: `1 row`, `1,234 rows`."""
    return f"{format_number(number)} {singular if number == 1 else plural}"


def format_money(amount: float, currency: str = "") -> str:
    """Return an amount in a round unit: `$10M`, in another currency than dollars `EUR 10M`."""
    sign = "$" if currency.upper() in ("", "USD") else f"{currency} "
    for size, unit in _UNITS:
        if abs(amount) >= size:
            return f"{sign}{round(amount / size, 1):g}{unit}"
    return f"{sign}{amount:,}"


def format_bytes(size: float) -> str:
    """Return a number of bytes in a round unit: `0 B`, `812 B`, `1.2 MB`."""
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:,.1f} GB"


def format_range(low: str, high: str) -> str:
    """Return a range of two formatted numbers: `201-500`; an empty one leaves that end open."""
    if not high:
        return low and f"{low}+"
    if not low:
        return f"up to {high}"
    return low if low == high else f"{low}-{high}"
