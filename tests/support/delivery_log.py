"""Open delivery logs and read what they hold."""

from pathlib import Path

from lusha_cli.webhooks.log.delivery_log import DeliveryLog
from lusha_cli.webhooks.log.location import parse_log_location
from lusha_cli.webhooks.log.reader import read_log
from lusha_cli.webhooks.log.rotation import RotationOptions


def open_log(
    path: Path, reported: list[str] | None = None, *, rotation: RotationOptions | None = None
) -> DeliveryLog:
    return DeliveryLog(
        parse_log_location(str(path), parameter="--out"),
        notify=([] if reported is None else reported).append,
        rotation=rotation,
    )


def logged_ids(path: Path) -> list[str]:
    return [value.id for value in read_log(parse_log_location(str(path), parameter="FILE"))]
