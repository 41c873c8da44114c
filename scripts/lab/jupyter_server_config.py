"""JupyterLab as `make lab` starts it: this project's kernel, server and settings."""

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent

c = get_config()  # noqa: F821
c.ServerApp.root_dir = str(HERE.parents[1])
c.ServerApp.jpserver_extensions = {"helpers.workshop.lab_server": True}
c.LabApp.default_url = "/lab/tree/notebooks"
c.LabApp.app_settings_dir = str(HERE / "settings")
c.LabApp.custom_css = True
# The notebooks name the kernel python3, and here that is the report's own.
os.environ["JUPYTER_PATH"] = str(HERE)
c.KernelSpecManager.allowed_kernelspecs = {"python3"}
