#!/usr/bin/env python3
# run.py - the recipes of docs/scale.md, as they stand there: the bytes of one machine, however a batch is spread.
"""run.py --cartouche CARTOUCHE shares|slurm"""
import argparse
import hashlib
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
from cluster import Cluster, Missing

SKIPPED = 77
DATES = ("2022-02-23", "2024-12-31", "2026-01-27")


def recipe(start):
    """The line of a block of docs/scale.md that starts so."""
    text = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    for block in re.findall(r"```sh\n(.*?)```", text, re.S):
        for line in block.splitlines():
            if line.startswith(start):
                return line
    raise AssertionError(f"docs/scale.md has no command that starts with '{start}'")


class Desk:
    """A clone with three dates, and a cartouche on the PATH."""

    def __init__(self, folder, cartouche):
        self.folder = pathlib.Path(folder)
        self.env = {**os.environ, "PATH": f"{pathlib.Path(cartouche).parent}{os.pathsep}{os.environ['PATH']}"}
        for part in ("data/donbas", "styles", "docs/scale"):
            shutil.copytree(ROOT / part, self.folder / part)
        for path in (self.folder / "data/donbas/control").iterdir():
            if path.stem not in DATES:
                path.unlink()

    def run(self, command, status=0, **env):
        done = subprocess.run(["bash", "-c", command], cwd=self.folder, env={**self.env, **env},
                              capture_output=True, text=True, timeout=300)
        if done.returncode != status:
            raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def take(self):
        """name -> digest of what lies in out/, which is then removed."""
        out = self.folder / "out"
        found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.glob("*.png")}
        shutil.rmtree(out)
        return found


def one_machine(desk):
    desk.run(recipe("cartouche batch"))
    whole = desk.take()
    assert len(whole) == 2 * len(DATES) and len(set(whole.values())) == len(whole), whole
    return whole


def by_parallel(desk, whole):
    if not shutil.which("parallel") or "GNU parallel" not in desk.run("parallel --version"):
        print("not here: GNU parallel")
        return
    desk.run(recipe("parallel"), PARALLEL_HOME=str(desk.folder / ".parallel"))
    assert desk.take() == whole, "GNU parallel gives other bytes"


def by_indexed_job(desk, whole):
    """The command of the Job, once an index, as a pod would run it."""
    try:
        import yaml
    except ImportError:
        print("not here: python3-yaml")
        return
    job = yaml.safe_load((ROOT / "docs/scale/job.yaml").read_text(encoding="utf-8"))
    spec, pod = job["spec"], job["spec"]["template"]["spec"]
    assert (job["apiVersion"], job["kind"], spec["completionMode"]) == ("batch/v1", "Job", "Indexed")
    assert pod["restartPolicy"] == "Never", "podFailurePolicy asks for it"
    box, = pod["containers"]
    names = {volume["name"] for volume in pod["volumes"]}
    assert {mount["name"] for mount in box["volumeMounts"]} == names
    for rule in spec["podFailurePolicy"]["rules"]:
        assert rule["onExitCodes"]["containerName"] == box["name"]
    command = shlex.join(box["command"] + box["args"])
    for index in range(spec["completions"]):
        desk.run(command, JOB_COMPLETION_INDEX=str(index))
    assert desk.take() == whole, "the indexed Job gives other bytes"


def by_tasks_again(desk, whole):
    """maps.sbatch where a part of an array is drawn again, and where it has gaps."""
    command = "sh " + recipe("sbatch").split(" ", 2)[2]
    task = {"SLURM_ARRAY_TASK_ID": "2", "SLURM_ARRAY_TASK_COUNT": "1", "SLURM_ARRAY_TASK_MIN": "2",
            "SLURM_ARRAY_TASK_MAX": "2"}
    desk.run(command, SHARES="2", **task)
    part = desk.take()
    assert 0 < len(part) < len(whole) and part.items() <= whole.items(), part
    told = desk.run(command, status=2, **{**task, "SLURM_ARRAY_TASK_MAX": "4"})
    assert "an array with gaps" in told, told


def shares(desk):
    whole = one_machine(desk)
    by_tasks_again(desk, whole)
    by_parallel(desk, whole)
    by_indexed_job(desk, whole)


def slurm(desk):
    with tempfile.TemporaryDirectory(prefix="cartouche-slurm-") as room, Cluster(room) as cluster:
        whole = one_machine(desk)
        conf = {"SLURM_CONF": str(cluster.config)}
        sbatch = recipe("sbatch").replace("sbatch ", "sbatch --wait ", 1)
        desk.run(sbatch, **conf)
        assert desk.take() == whole, f"Slurm gives other bytes\n{cluster.logs()}"
        logs = sorted(desk.folder.glob("maps-*.log"))
        assert len(logs) == 8, logs
        desk.run(sbatch.replace("1-8", "0-1"), **conf)
        assert desk.take() == whole, "an array that begins at 0 gives other bytes"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cartouche", required=True, type=os.path.abspath)
    parser.add_argument("test", choices=("shares", "slurm"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cartouche-scale-") as folder:
        desk = Desk(folder, options.cartouche)
        try:
            {"shares": shares, "slurm": slurm}[options.test](desk)
        except Missing as reason:
            print(f"skipped: {reason}")
            return SKIPPED
        except AssertionError as fault:
            print(f"FAILED: {fault}")
            return 1
    print("ok    ", options.test)
    return 0


if __name__ == "__main__":
    sys.exit(main())
