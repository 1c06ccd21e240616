"""A workflow that runs a job as its child."""

from temporalio import workflow
from temporalio.common import WorkflowIDReusePolicy
from temporalio.workflow import ChildWorkflowCancellationType, ParentClosePolicy

PARENT_QUEUE = "reeve-example-python"


@workflow.defn
class Parent:
    def __init__(self) -> None:
        self._has_child = False

    @workflow.run
    async def run(self, job_id: str, request: dict) -> dict:
        job = await workflow.start_child_workflow(
            "runJob",
            request,
            id=job_id,
            task_queue="reeve",
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            memo={"reeveRequest": request},
            # However this workflow ends, the vendor's job is stopped. Temporal's default, TERMINATE, leaves it running.
            parent_close_policy=ParentClosePolicy.REQUEST_CANCEL,
            # A cancel of this workflow waits until the job has truly ended.
            cancellation_type=ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED,
        )
        self._has_child = True
        return await job

    @workflow.query
    def has_child(self) -> bool:
        return self._has_child
