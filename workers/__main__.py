"""`python -m workers` makes papers and sends mails, one after another, until told to stop."""

import gc
import logging

from rq import SimpleWorker
from rq.serializers import JSONSerializer

from exchange.documents.renderer import warm
from exchange.observing import configure_logs
from workers import documents, letters, long_papers, notices, previews
from workers.context import app

# Imported here, so found at once.
JOBS = (
    documents.render_document,
    long_papers.set_portion,
    long_papers.join_pieces,
    previews.render_preview,
    letters.send_link,
    notices.send_notice,
    notices.send_digest,
)
MOST_JOBS = 2000
MAINTENANCE_SECONDS = 60


def main() -> None:
    """Work on one queue, in this process: fonts and stylesheets stay warm between papers.

    Killed at any moment, the job it held is owed by the outbox and given to another worker.
    After a number of jobs it ends and is started again, which bounds its memory.
    """
    configure_logs()
    logging.getLogger("rq.worker").setLevel(logging.WARNING)
    queue = app().extensions["queue"]
    warm()
    gc.freeze()  # what stays for good is not looked through again after every few letters
    SimpleWorker(
        [queue],
        connection=queue.connection,
        serializer=JSONSerializer,
        maintenance_interval=MAINTENANCE_SECONDS,
        log_job_description=False,
    ).work(logging_level="WARNING", max_jobs=MOST_JOBS)


if __name__ == "__main__":
    main()
