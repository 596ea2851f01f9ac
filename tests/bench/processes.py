"""Processor time, memory and wake-ups of a program with all its processes, from /proc.

A module for the scripts of this folder.
"""
import os
import pathlib
import signal
import subprocess
import time
import uuid

TICKS = os.sysconf("SC_CLK_TCK")
PROC = pathlib.Path("/proc")
GONE = (FileNotFoundError, ProcessLookupError)


def _stat(pid):
    """(parent, session, ticks of processor time)"""
    fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return int(fields[1]), int(fields[3]), int(fields[11]) + int(fields[12])


def cpu_seconds(pid):
    return _stat(pid)[2] / TICKS


class Program:
    """A started program. All its processes: what descends from it, shares its session or carries its mark."""

    def __init__(self, command, environment, log):
        self._mark = f"KIOSK_BENCH_RUN={uuid.uuid4()}"
        name, value = self._mark.split("=")
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, env={**os.environ, **environment, name: value}, start_new_session=True,
                                        stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def pids(self):
        found, parents = set(), {}
        for entry in PROC.iterdir():
            if entry.name.isdigit():
                try:
                    parent, session, _ = _stat(entry.name)
                    parents[int(entry.name)] = parent
                    if session == self.process.pid or self._mark.encode() in (entry / "environ").read_bytes():
                        found.add(int(entry.name))
                except (*GONE, PermissionError):
                    pass
        while more := {pid for pid, parent in parents.items() if parent in found and pid not in found}:
            found |= more
        return found

    def snapshot(self):
        """{pid: (seconds of processor time, {thread: context switches})}"""
        result = {}
        for pid in self.pids():
            try:
                switches = {}
                for task in (PROC / str(pid) / "task").iterdir():
                    lines = (task / "status").read_text().splitlines()
                    switches[task.name] = sum(int(line.split()[1]) for line in lines if "ctxt_switches" in line)
                result[pid] = cpu_seconds(pid), switches
            except GONE:
                pass
        return result

    def memory(self, server_pid):
        """(PSS, the same with what is shared with the X server counted whole), in MB."""
        pss = shared = 0
        with_server = _shared_objects(server_pid)
        for pid in self.pids():
            try:
                key, rss = None, 0
                for line in (PROC / str(pid) / "smaps").read_text().splitlines():
                    words = line.split()
                    if not words[0].endswith(":"):
                        key = (words[3], words[4]) if words[1][3] == "s" else None
                    elif words[0] == "Rss:":
                        rss = int(words[1])
                    elif words[0] == "Pss:":
                        pss += int(words[1])
                        shared += rss - int(words[1]) if key in with_server else 0
            except GONE:
                pass
        return pss / 1024, (pss + shared) / 1024

    def pss(self):
        """In MB; much cheaper than memory()."""
        total = 0
        for pid in self.pids():
            try:
                lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
                total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
            except GONE:
                pass
        return total / 1024

    def end(self):
        """SIGTERM, and SIGKILL for each process that is left after 5 s. Returns the exit code."""
        pids = self.pids()
        self.process.terminate()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        end = time.monotonic() + 5
        while (left := pids & self.pids()) and time.monotonic() < end:
            time.sleep(0.05)
        for pid in left:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        return self.process.returncode


def _shared_objects(pid):
    lines = [line.split() for line in (PROC / str(pid) / "maps").read_text().splitlines()]
    return {(words[3], words[4]) for words in lines if words[1][3] == "s"}


def spent(before, after):
    """(seconds of processor time, context switches) between two snapshots."""
    cpu = sum(seconds - before.get(pid, (0, {}))[0] for pid, (seconds, _) in after.items())
    switches = sum(count - before.get(pid, (0, {}))[1].get(thread, 0) for pid, (_, threads) in after.items() for thread, count in threads.items())
    return cpu, switches
