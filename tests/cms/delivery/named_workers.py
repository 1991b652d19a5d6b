"""The project, each answer of which names the worker that it comes from."""

import os

from cms.wsgi import application as project


def application(environ, start):
    def named(status, headers, *more):
        return start(status, [*headers, ("X-Worker", str(os.getpid()))], *more)

    return project(environ, named)
