# run.py - `check` on tests/errors/*.map.yaml says exactly what stands in the .expected beside it.
import argparse
import difflib
import os
import pathlib
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser(description="Compares findings with what is expected.")
    parser.add_argument("--cartouche", required=True, help="the command under test")
    parser.add_argument("map", type=pathlib.Path)
    options = parser.parse_args()
    path = options.map.resolve()
    goal = path.with_name(path.name.removesuffix(".map.yaml") + ".expected")
    done = subprocess.run([os.path.abspath(options.cartouche), "check", path.name], cwd=path.parent,
                          capture_output=True, text=True, timeout=60, check=False)
    if done.returncode not in (0, 2, 3, 4, 5):
        print(f"{path.name}: ended with {done.returncode}\n{done.stderr}")
        return 1
    if not goal.exists():
        if os.environ.get("CI"):
            print(f"{goal.name} is missing; run the test locally and commit what it writes")
            return 1
        goal.write_text(done.stderr, encoding="utf-8")
        print(f"wrote {goal.name}: read it before you commit it")
        return 0
    expected = goal.read_text(encoding="utf-8")
    if done.stderr == expected:
        return 0
    print("\n".join(difflib.unified_diff(expected.splitlines(), done.stderr.splitlines(), goal.name, "found",
                                         lineterm="")))
    return 1


if __name__ == "__main__":
    sys.exit(main())
