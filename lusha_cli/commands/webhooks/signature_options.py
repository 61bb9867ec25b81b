"""Arguments and options of the commands that sign and verify deliveries."""

from typing import Annotated

from lusha_cli.cli.global_options import CONNECTION_OPTIONS, LOCAL_FLAGS
from lusha_cli.cli.options import argument, option

# They send no request, but need --sandbox for the sandbox's secret.
SIGNATURE_FLAGS = {**LOCAL_FLAGS, "sandbox": CONNECTION_OPTIONS["sandbox"]}
BodyArg = Annotated[str, argument("FILE|-", "Body of the delivery, byte for byte.")]
ToleranceOpt = Annotated[int, option(
    "--tolerance", "SECONDS", "Maximum age of a delivery, or 0 for any age [300].", min=0,
)]  # fmt: skip
DEFAULT_PORT = 8788
# Seconds of clock difference and transit time that are accepted.
DEFAULT_TOLERANCE = 300
