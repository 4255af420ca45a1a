"""How SQLite goes about a question: the plan of every query that it asks."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from reportedly.record import Store


def explain_queries(store: Store, ask: Callable[[], object]) -> list[str]:
    """Give the lines of SQLite's plans for the queries that a question makes."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith(("SELECT", "WITH")):
            asked.append((statement, parameters))

    with store.reading() as connection:
        event.listen(connection.engine, "before_cursor_execute", note)
        try:
            ask()
        finally:
            event.remove(connection.engine, "before_cursor_execute", note)
        return [
            row.detail
            for statement, parameters in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
