# cluster.py - a Slurm cluster of two nodes on this machine, in a private folder, for as long as a test runs.
"""Needs Debian's slurm-wlm and munge; Missing says what is not there, or does not start."""
import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import subprocess
import time

NODES = ("one", "two")


class Missing(Exception):
    """The cluster cannot be had here: a test that needs it is skipped."""


def free_ports(count):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def program(name):
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not found:
        raise Missing(f"there is no {name}: apt-get install slurm-wlm munge")
    return found


CONFIG = """ClusterName=cartouche
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
AuthInfo=socket={munge}
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd-%n.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_min_interval=10000,batch_sched_delay=0
MpiDefault=none
ReturnToService=2
SwitchType=switch/none
{nodes}
PartitionName=maps Nodes={names} Default=YES MaxTime=INFINITE State=UP
"""


class Cluster:
    """with Cluster(folder) as cluster: cluster.run("sbatch", …)"""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.started = []
        self.config = self.folder / "slurm.conf"

    def start(self, *words):
        log = open(self.folder / f"{pathlib.Path(words[0]).name}-{len(self.started)}.out", "wb")
        env = {**os.environ, "SLURM_CONF": str(self.config)}
        for odd in ("ASAN_OPTIONS", "LSAN_OPTIONS"):
            env.pop(odd, None)
        run = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                               env=env, start_new_session=True)
        log.close()
        self.started.append(run)
        return run

    def configure(self):
        host = socket.gethostname().split(".")[0]
        port, *ports = free_ports(1 + len(NODES))
        nodes = "\n".join(f"NodeName={name} NodeHostname={host} NodeAddr=127.0.0.1 Port={at} CPUs=1"
                          for name, at in zip(NODES, ports))
        self.config.write_text(CONFIG.format(
            host=host, port=port, user=pwd.getpwuid(os.getuid()).pw_name, munge=self.munge,
            folder=self.folder, nodes=nodes, names=",".join(NODES)))
        # Slurm before 23 has no word for "none": it is given a folder with nothing in it.
        told = subprocess.run([program("slurmd"), "-V"], capture_output=True, text=True).stdout
        old = re.search(r"\b(\d+)\.\d", told)
        old = old and int(old.group(1)) < 23
        (self.folder / "cgroup.conf").write_text(
            f"CgroupPlugin=cgroup/v1\nCgroupMountpoint={self.folder}/cgroup\n" if old else
            "CgroupPlugin=disabled\n")
        (self.folder / "cgroup").mkdir()
        (self.folder / "state").mkdir()
        for name in NODES:
            (self.folder / f"spool-{name}").mkdir()

    @property
    def munge(self):
        return self.folder / "munge.socket"

    def start_munge(self):
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o400)
        self.folder.chmod(0o755)
        at = lambda ending: f"{self.folder}/munge.{ending}"
        self.start(program("munged"), "--foreground", "--force", f"--key-file={key}",
                   f"--socket={self.munge}", f"--pid-file={at('pid')}",
                   f"--log-file={at('log')}", f"--seed-file={at('seed')}")
        self.wait(self.munge.exists, "munged")

    def wait(self, there, what, seconds=20):
        end = time.monotonic() + seconds
        while not there():
            if any(run.poll() is not None for run in self.started) or time.monotonic() > end:
                raise Missing(f"{what} does not start:\n{self.logs()}")
            time.sleep(0.05)

    def logs(self):
        texts = []
        for path in sorted([*self.folder.glob("*.out"), *self.folder.glob("*.log")]):
            lines = path.read_text(errors="replace").splitlines()[-12:]
            texts.append("\n".join([f"-- {path.name}", *lines]))
        return "\n".join(texts)

    def run(self, name, *words, **more):
        env = {**more.pop("env", os.environ), "SLURM_CONF": str(self.config)}
        return subprocess.run([program(name), *words], capture_output=True, text=True, env=env, **more)

    def is_up(self):
        told = self.run("sinfo", "--noheader", "--Node", "--format=%N %T").stdout.split("\n")
        return sorted(told) == ["", *sorted(f"{name} idle" for name in NODES)]

    def __enter__(self):
        try:
            for name in ("munged", "slurmctld", "slurmd", "sbatch", "sinfo"):
                program(name)
            self.start_munge()
            self.configure()
            self.start(program("slurmctld"), "-D", "-f", str(self.config))
            for name in NODES:
                self.start(program("slurmd"), "-D", "-N", name, "-f", str(self.config))
            self.wait(self.is_up, "Slurm")
            return self
        except BaseException:
            self.close()
            raise

    def close(self):
        """Ends what was started here, and nothing else."""
        for run in reversed(self.started):
            if run.poll() is None:
                run.send_signal(signal.SIGTERM)
        for run in reversed(self.started):
            try:
                run.wait(5)
            except subprocess.TimeoutExpired:
                run.kill()
                run.wait()
        self.started = []

    def __exit__(self, *what):
        self.close()
