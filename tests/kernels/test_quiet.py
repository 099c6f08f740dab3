"""Standard output carries results only, whatever a compiled solver prints."""

import subprocess
import sys

CODE = """
import ctypes, os, threading
from intlindex.cli.solver_output import solver_output_aside

print("before")
with solver_output_aside(), solver_output_aside():
    os.write(1, b"HighsMipSolverData::transform ...\\n")
    ctypes.CDLL(None).printf(b"HighsMipSolverData::held back by C\\n")
    other = threading.Thread(target=print, args=("of another thread",))
    other.start()
    other.join()
print("after")
"""


def test_lines_of_the_solver_are_dropped_and_all_others_kept_in_order():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["before", "of another thread", "after"]
    assert done.stderr == ""


def test_a_process_without_standard_output_is_left_alone():
    code = "import os, sys\nos.close(1)\nsys.stdout = None\n" + CODE.replace("print(", "str(").replace(
        "os.write", "str"
    )
    code = code.replace('ctypes.CDLL(None).printf(b"HighsMipSolverData::held back by C\\n")', "pass").replace(
        'str(1, b"', 'str(b"'
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
