"""The entry point of `lusha` and `python -m lusha_cli`."""

import gc
import os
import sys


def run() -> None:
    """Run the command line of this process and exit with its code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        # Answered before Typer is imported: scripts ask for the version often.
        from lusha_cli import __version__

        if sys.stdout:
            try:
                sys.stdout.write(f"lusha {__version__}\n")
                sys.stdout.flush()
            except OSError as error:
                is_gone = isinstance(error, BrokenPipeError)
                os._exit(0 if is_gone else 1)
        return
    _handle_signals()
    # Start-up creates many long-lived objects: collecting garbage among them takes a tenth of it.
    gc.set_threshold(100_000, 50, 50)
    try:
        from lusha_cli.cli.main import main

        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    except (MemoryError, ImportError, OSError) as error:
        # Before anything could be set up that reports errors.
        sys.stderr and sys.stderr.write(f"Error: lusha can't start ({type(error).__name__}).\n")
        code = 1
    # All files are closed: skipping the interpreter's teardown saves some milliseconds.
    os._exit(code)


def _handle_signals() -> None:
    """Make the signals that end a process clean up as Ctrl-C does."""
    import signal

    for name in ("SIGTERM", "SIGQUIT", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has only the first
        # nohup ignores SIGHUP, and the run has to survive it then. SIGTERM always ends us.
        if number is not None and (
            name == "SIGTERM" or signal.getsignal(number) is not signal.SIG_IGN
        ):
            signal.signal(number, _interrupt_once if name == "SIGHUP" else _interrupt)
    if os.name == "posix":
        _start_watchdog()


# Seconds that the main thread has to handle SIGTERM. A call of C, such as one that waits for the
# lock of a database, may not return for long.
_PATIENCE = 2.0


def _start_watchdog() -> None:
    """Start a thread that ends the process if SIGTERM arrives and is not handled."""
    import signal
    import threading

    main_thread, is_alive = threading.get_ident(), threading.Event()
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    # Python writes the number of each signal, at once and in whatever thread.
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    # A signal that means nothing, and is handled only by a main thread that runs.
    signal.signal(signal.SIGURG, lambda *_: is_alive.set())

    def watch() -> None:
        while numbers := os.read(reader, 64):
            if signal.SIGTERM in numbers:
                is_alive.clear()
                signal.pthread_kill(main_thread, signal.SIGURG)
                if not is_alive.wait(_PATIENCE):
                    os._exit(130)

    threading.Thread(target=watch, daemon=True).start()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _interrupt_once(number: int, _: object) -> None:
    import signal

    # A closing terminal sends it twice, and a second interrupt would cut off paid requests.
    signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    run()
