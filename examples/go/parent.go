package main

import (
	"context"
	"time"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"
)

const parentQueue = "reeve-example-go"

// Parent is a workflow that runs a job as its child.
func Parent(ctx workflow.Context, id string, request JobRequest) (Outcome, error) {
	hasChild := false
	if err := workflow.SetQueryHandler(ctx, "hasChild", func() (bool, error) { return hasChild, nil }); err != nil {
		return Outcome{}, err
	}
	job := workflow.ExecuteChildWorkflow(workflow.WithChildOptions(ctx, workflow.ChildWorkflowOptions{
		WorkflowID:            id,
		TaskQueue:             taskQueue,
		WorkflowIDReusePolicy: enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
		Memo:                  map[string]any{"reeveRequest": request},
		// However this workflow ends, the vendor's job is stopped. Temporal's default, TERMINATE, leaves it running.
		ParentClosePolicy: enums.PARENT_CLOSE_POLICY_REQUEST_CANCEL,
		// A cancel of this workflow waits until the job has truly ended.
		WaitForCancellation: true,
	}), "runJob", request)
	if err := job.GetChildWorkflowExecution().Get(ctx, nil); err != nil {
		return Outcome{}, err
	}
	hasChild = true
	var outcome Outcome
	err := job.Get(ctx, &outcome)
	return outcome, err
}

func child(ctx context.Context, c client.Client, request JobRequest) error {
	parents := worker.New(c, parentQueue, worker.Options{})
	parents.RegisterWorkflow(Parent)
	if err := parents.Start(); err != nil {
		return err
	}
	defer parents.Stop()
	options := client.StartWorkflowOptions{ID: "parent-" + request.Key, TaskQueue: parentQueue}
	parent, err := c.ExecuteWorkflow(ctx, options, Parent, jobID(request), request)
	if err != nil {
		return err
	}
	if err := untilHasChild(ctx, c, parent.GetID()); err != nil {
		return err
	}
	if err := tellRunning(ctx, c, jobID(request)); err != nil {
		return err
	}
	if err := c.TerminateWorkflow(ctx, parent.GetID(), "", "an example"); err != nil {
		return err
	}
	return tellEnd(ctx, c, c.GetWorkflow(ctx, jobID(request), ""))
}

func untilHasChild(ctx context.Context, c client.Client, id string) error {
	for {
		hasChild := false
		answer, err := c.QueryWorkflow(ctx, id, "", "hasChild")
		if err != nil {
			return err
		}
		if err := answer.Get(&hasChild); err != nil || hasChild {
			return err
		}
		time.Sleep(500 * time.Millisecond)
	}
}
