"""Lets strace look at the system calls of a program that write, and spoil one of them."""
import collections
import re
import shutil
import subprocess
import tempfile

from release_world import PATIENCE_S, clean_environment

CALLS = "write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,ftruncate,openat,open,link,linkat,utimensat,flock"
# A process that is traced cannot look for leaks.
TRACED = {**clean_environment(), "ASAN_OPTIONS": "detect_leaks=0"}


def may_trace():
    return shutil.which("strace") and subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "true"], capture_output=True).returncode == 0


def recorded(command):
    """[(call, which of that name)] of one run, of those that write; opening only where it may make or empty a file."""
    with tempfile.NamedTemporaryFile("r", errors="replace") as log:
        ran = subprocess.run(["strace", "-f", "-qq", "-o", log.name, "-e", "trace=" + CALLS, *command], capture_output=True, text=True, timeout=PATIENCE_S, env=TRACED)
        if ran.returncode != 0:
            raise RuntimeError(f"the run to record fails: {ran.stderr}")
        seen, points = collections.Counter(), []
        for line in log:
            found = re.match(r"(?:\d+ +)?(\w+)\((.*)", line)
            if not found:
                continue
            call, arguments = found.groups()
            seen[call] += 1
            if call in ("openat", "open") and not re.search("O_CREAT|O_WRONLY|O_RDWR|O_TRUNC", arguments):
                continue
            points.append((call, seen[call]))
        return points


def run_injected(command, point, fault, below=None):
    """Runs `command`; `fault` (see inject in strace(1)) comes before the call that `point` names. `below`: of those on this file."""
    call, number = point
    only = ["-P", str(below)] if below else []
    return subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", *only, "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={number}", *map(str, command)],
                          capture_output=True, text=True, timeout=PATIENCE_S, env=TRACED)
