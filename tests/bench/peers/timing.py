# timing.py - runs a command once and tells its CPU, wall time and peak of memory, that of its children with it.
"""
    python3 -I -S timing.py RESULT SECONDS LOG COMMAND...

RESULT gets one line, `status cpu wall peak_kib`; LOG what the command says. A small process of its own: a child's peak
is never told as less than what its parent had when it was made. The peak is that of the largest process. After SECONDS
of CPU of the command and its children (a process of theirs that takes so much is ended), or ten times that by the
clock, the status is `timeout`.
"""
import os
import resource
import signal
import sys
import time


def start(command, seconds, log):
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    pid = os.fork()
    if pid:
        return pid
    os.setpgid(0, 0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(out, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        os.execvp(command[0], command)
    finally:
        os._exit(127)


def run(command, seconds, log):
    begin = time.perf_counter()
    pid, late = start(command, seconds, log), []

    def stop(*_):
        late.append(True)
        os.killpg(pid, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 10 * seconds)
    _, status = os.waitpid(pid, 0)
    wall = time.perf_counter() - begin
    signal.setitimer(signal.ITIMER_REAL, 0)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = usage.ru_utime + usage.ru_stime
    code = os.waitstatus_to_exitcode(status)
    word = "timeout" if late or (code and cpu > 0.8 * seconds) else str(code)
    return f"{word} {cpu:.6f} {wall:.6f} {usage.ru_maxrss}\n"


if __name__ == "__main__":
    with open(sys.argv[1], "w", encoding="ascii") as result:
        result.write(run(sys.argv[4:], int(sys.argv[2]), sys.argv[3]))
