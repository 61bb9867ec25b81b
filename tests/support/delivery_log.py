"""Open delivery logs and read what they hold."""

from pathlib import Path

from lusha_cli.webhooks.log.delivery_log import Log
from lusha_cli.webhooks.log.location import read_place
from lusha_cli.webhooks.log.reader import read_log


def open_log(path: Path, reported: list[str] | None = None) -> Log:
    return Log(
        read_place(str(path), said_by="--out"), tell=([] if reported is None else reported).append
    )


def logged_ids(path: Path) -> list[str]:
    return [value.id for value in read_log(read_place(str(path), said_by="FILE"))]
