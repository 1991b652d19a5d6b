"""Running npm, where there is one that is new enough and finds packages."""

import os
import shutil
import subprocess

import pytest


def npm(*arguments, folder, **environment):
    done = npm_ended(*arguments, folder=folder, **environment)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def npm_ended(*arguments, folder, **environment):
    return subprocess.run(
        ["npm", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def skip_without_npm(*, oldest_node, package, folder):
    """Skip unless npm finds a package. oldest_node: (major, minor)."""
    if shutil.which("npm") is None:
        pytest.skip(f"npm is not installed: {package} was not run")
    told = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    major, minor, _ = told.strip("v\n").split(".")
    if (int(major), int(minor)) < oldest_node:
        pytest.skip(f"Node.js {told.strip()} is too old: {package} was not run")
    if npm_ended("view", package, "version", folder=folder).returncode:
        pytest.skip(f"no package index answers npm: {package} was not run")
