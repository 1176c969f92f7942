"""Which tests a run takes: `--without-services` on a machine without any, `--second-run` on another database after it.

The second run leaves out what the first has run and no database could change. That a test opens none is not guessed:
pytest-django refuses the connection to each that does not ask for it by mark, fixture or class, and a house that a
test starts in processes of its own has the database that the test's parameter names, whatever DATABASE_URL says.
"""

import pytest
from django.test import TransactionTestCase

SERVICES = ("postgres", "mariadb", "rabbitmq", "nats", "browser", "spark")
DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}
left_out = pytest.StashKey[int]()


def pytest_addoption(parser):
    group = parser.getgroup("daybook")
    group.addoption("--without-services", action="store_true", help="leave out what needs a service")
    group.addoption(
        "--second-run",
        action="store_true",
        help="after a run --without-services: leave out what uses neither a database nor a service",
    )


def needs_service(item):
    return any(item.get_closest_marker(name) for name in SERVICES)


def uses_database(item):
    """Whether pytest-django lets this test open the database of the run."""
    if mark := item.get_closest_marker("django_db"):
        return mark.kwargs.get("databases") != []
    of_django = isinstance(item.cls, type) and issubclass(item.cls, TransactionTestCase)
    return of_django or not DATABASE.isdisjoint(item.fixturenames)


def pytest_collection_modifyitems(config, items):
    def taken(item):
        if config.option.without_services:
            return not needs_service(item)
        return not config.option.second_run or needs_service(item) or uses_database(item)

    others = [item for item in items if not taken(item)]
    config.stash[left_out] = len(others)
    if others:
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if taken(item)]


def pytest_sessionfinish(session):
    """Workers tell what they left out, as their count of deselected tests is lost on the way."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left_out"] = session.config.stash.get(left_out, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    node.config.stash[left_out] = getattr(node, "workeroutput", {}).get("left_out", 0)


def pytest_terminal_summary(terminalreporter, config):
    if number := config.stash.get(left_out, 0):
        why = "which need a service" if config.option.without_services else "which ran in the first run"
        terminalreporter.write_line(f"{number} tests left out, {why}")
