"""A run of the indexer as one event of the log: how many of each, what became of each source."""

from indexers.building.report import Report
from indexers.event_log import event, scrubbed


def log_run(report: Report) -> None:
    """Log a report by its numbers; the report itself is for `--json FILE`."""
    failed = [one for one in report.sources if one.failure]
    event(
        "warning" if failed or not report.indexed else "info",
        "run",
        way=report.way,
        build=report.build,
        read=report.read,
        fetched=report.fetched,
        indexed=report.indexed,
        rejected=len(report.rejected),
        expired=len(report.expired),
        merged=len(report.merged),
        sent=report.sent,
        removed=report.removed,
        warnings=len(report.warnings),
        sources=[
            {
                "source": one.source,
                "records": one.records,
                "failed": scrubbed(one.failure) if one.failure else None,
            }
            for one in report.sources
        ],
    )
