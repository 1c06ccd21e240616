"""Runs jobs of Reeve with Temporal's Python SDK alone: no package of Reeve's is needed. See docs/api.md.

    python jobs.py SCENE ENDPOINT TEMPLATE

SCENE is one of
    run     starts a job twice with one key, and waits for its end
    stop    starts a job, and stops it by the update stopJob, which answers with the verdict
    cancel  starts a job, stops it by a cancel request, and reads the verdict from the memo
    child   runs a job as a child of another workflow, and ends that one from outside

ENDPOINT is one of Cisco Prime in the workers' reeve.yaml, TEMPLATE the template that is deployed.
Each line that it prints is JSON.
"""

import asyncio
import json
import os
import sys
import uuid

from temporalio.client import Client, WorkflowFailureError, WorkflowHandle
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, CancelledError, WorkflowAlreadyStartedError
from temporalio.worker import Worker

from parent import PARENT_QUEUE, Parent

TASK_QUEUE = "reeve"


class KeyConflict(Exception):
    """The key belongs to a job with another request; nothing was started."""


def job_request(endpoint: str, key: str, template: str) -> dict:
    """See schemas/job-request.json and schemas/params/."""
    return {
        "endpoint": endpoint,
        "operation": "deploy-template",
        "params": {"templateName": template, "devices": [{"id": "1051"}]},
        "expiresIn": "30 minutes",
        "key": key,
        "labels": ["python"],
    }


def job_id(request: dict) -> str:
    return f"job/{request['endpoint']}/{request['key']}"


async def start(client: Client, request: dict) -> tuple[WorkflowHandle, bool]:
    """Starts the job, or takes the one that has its key; true where it was there already."""
    try:
        handle = await client.start_workflow(
            "runJob",
            request,
            id=job_id(request),
            task_queue=TASK_QUEUE,
            # Without these two, the same key starts a second job once the first is over.
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            id_conflict_policy=WorkflowIDConflictPolicy.FAIL,
            memo={"reeveRequest": request},
            static_summary=f"{request['operation']} on {request['endpoint']}",
        )
        return handle, False
    except WorkflowAlreadyStartedError:
        handle = client.get_workflow_handle(job_id(request))
        theirs = (await (await handle.describe()).memo()).get("reeveRequest")
        if theirs != request:
            raise KeyConflict(f"{handle.id} was started with {theirs}")
        return handle, True


async def until_running(handle: WorkflowHandle) -> dict:
    """Asks the job how it stands, until its vendor runs it."""
    while True:
        view = await handle.query("getJob")
        if view["state"] == "running" and "vendorJobId" in view:
            return view
        await asyncio.sleep(0.5)


async def ending(handle: WorkflowHandle) -> dict:
    """How the job has ended: with its outcome, and where it did not succeed with the type of the failure."""
    try:
        return {"outcome": await handle.result()}
    except WorkflowFailureError as error:
        if isinstance(error.cause, ApplicationError):
            # JobFailed, JobExpired, Forbidden, ...: the outcome is in the details. InvalidRequest may have none.
            return {"failure": error.cause.type, "outcome": next(iter(error.cause.details), None)}
        # Terminated and TimedOut say nothing of the vendor's job: then there is no outcome.
        failure = "Canceled" if isinstance(error.cause, CancelledError) else type(error.cause).__name__
        memo = await (await handle.describe()).memo()
        return {"failure": failure, "outcome": memo.get("reeveOutcome")}


async def run(client: Client, request: dict) -> None:
    handle, existing = await start(client, request)
    say(started=handle.id, existing=existing)
    handle, existing = await start(client, request)
    say(started=handle.id, existing=existing)
    say(**await ending(handle))


async def stop(client: Client, request: dict) -> None:
    handle, _ = await start(client, request)
    say(view=await until_running(handle))
    say(stop=await handle.execute_update("stopJob", {"by": "jobs.py", "reason": "an example"}))
    say(**await ending(handle))


async def cancel(client: Client, request: dict) -> None:
    handle, _ = await start(client, request)
    say(view=await until_running(handle))
    # It only asks: that the job has stopped is known when the workflow has closed.
    await handle.cancel()
    say(**await ending(handle))


async def child(client: Client, request: dict) -> None:
    async with Worker(client, task_queue=PARENT_QUEUE, workflows=[Parent]):
        parent = await client.start_workflow(
            Parent.run, args=[job_id(request), request], id=f"parent-{request['key']}", task_queue=PARENT_QUEUE
        )
        handle = client.get_workflow_handle(job_id(request))
        while not await parent.query(Parent.has_child):
            await asyncio.sleep(0.5)
        say(view=await until_running(handle))
        await parent.terminate("an example")
        say(**await ending(handle))


def say(**line: object) -> None:
    print(json.dumps(line), flush=True)


async def main(scene: str, endpoint: str, template: str) -> None:
    client = await Client.connect(
        os.environ.get("TEMPORAL_ADDRESS", "localhost:7233"),
        namespace=os.environ.get("TEMPORAL_NAMESPACE", "default"),
    )
    key = f"python-{scene}-{uuid.uuid4()}"
    scenes = {"run": run, "stop": stop, "cancel": cancel, "child": child}
    await scenes[scene](client, job_request(endpoint, key, template))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    asyncio.run(main(*sys.argv[1:]))
    # A client has no close, and its threads now and then abort a process whose interpreter is shutting down:
    # https://github.com/temporalio/sdk-python/issues/300. All is done and said: leave without shutting down.
    os._exit(0)
