"""Folders that a running program writes into."""
import contextlib
import shutil
import time

PATIENCE_S = 60


def delete_in_use(folder):
    """Deletes a folder into which a program may be writing meanwhile. AssertionError where files never stop coming."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):  # a file appeared between the listing and the folder's end
            shutil.rmtree(folder)
            return
    raise AssertionError(f"{folder} was not to be deleted within {PATIENCE_S} s")
