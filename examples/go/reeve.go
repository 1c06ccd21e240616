package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"reflect"
	"time"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
)

const taskQueue = "reeve"

// JobRequest is what these examples need of schemas/job-request.json.
type JobRequest struct {
	Endpoint  string         `json:"endpoint"`
	Operation string         `json:"operation"`
	Params    map[string]any `json:"params"`
	ExpiresIn string         `json:"expiresIn"`
	Key       string         `json:"key"`
	Labels    []string       `json:"labels,omitempty"`
}

// JobView is what they need of schemas/job-view.json.
type JobView struct {
	State       string `json:"state"`
	VendorJobID string `json:"vendorJobId,omitempty"`
}

// Asker is schemas/asker.json.
type Asker struct {
	By     string `json:"by,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// Reading is what they need of a look at the vendor.
type Reading struct {
	State string `json:"state"`
	Words string `json:"words"`
}

// StopAnswer is schemas/stop-answer.json.
type StopAnswer struct {
	Verdict string   `json:"verdict"`
	Proof   *Reading `json:"proof,omitempty"`
	Message string   `json:"message,omitempty"`
}

// Outcome is what they need of schemas/outcome.json.
type Outcome struct {
	State       string   `json:"state"`
	VendorJobID string   `json:"vendorJobId,omitempty"`
	Verdict     string   `json:"verdict,omitempty"`
	Proof       *Reading `json:"proof,omitempty"`
	Message     string   `json:"message,omitempty"`
}

func newRequest(scene, endpoint, template string) JobRequest {
	return JobRequest{
		Endpoint:  endpoint,
		Operation: "deploy-template",
		Params:    map[string]any{"templateName": template, "devices": []any{map[string]any{"id": "1051"}}},
		ExpiresIn: "30 minutes",
		Key:       fmt.Sprintf("go-%s-%s", scene, rand.Text()),
		Labels:    []string{"go"},
	}
}

func jobID(request JobRequest) string {
	return fmt.Sprintf("job/%s/%s", request.Endpoint, request.Key)
}

// start starts the job, or takes the one that has its key; true where it was there already.
func start(ctx context.Context, c client.Client, request JobRequest) (client.WorkflowRun, bool, error) {
	id := jobID(request)
	job, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID:        id,
		TaskQueue: taskQueue,
		// Without these three, the same key starts a second job once the first is over, and Go says nothing where the
		// key is taken.
		WorkflowIDReusePolicy:                    enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
		WorkflowIDConflictPolicy:                 enums.WORKFLOW_ID_CONFLICT_POLICY_FAIL,
		WorkflowExecutionErrorWhenAlreadyStarted: true,
		Memo:                                     map[string]any{"reeveRequest": request},
		StaticSummary:                            request.Operation + " on " + request.Endpoint,
	}, "runJob", request)
	var taken *serviceerror.WorkflowExecutionAlreadyStarted
	if !errors.As(err, &taken) {
		return job, false, err
	}
	var theirs JobRequest
	if found, err := memoField(ctx, c, id, "reeveRequest", &theirs); err != nil {
		return nil, false, err
	} else if !found || !reflect.DeepEqual(theirs, request) {
		return nil, false, fmt.Errorf("%s was started with another request: %+v", id, theirs)
	}
	return c.GetWorkflow(ctx, id, ""), true, nil
}

// untilRunning asks the job how it stands, until its vendor runs it.
func untilRunning(ctx context.Context, c client.Client, id string) (JobView, error) {
	for {
		var view JobView
		answer, err := c.QueryWorkflow(ctx, id, "", "getJob")
		if err != nil {
			return view, err
		}
		if err := answer.Get(&view); err != nil || (view.State == "running" && view.VendorJobID != "") {
			return view, err
		}
		time.Sleep(500 * time.Millisecond)
	}
}

// ending waits for the job's end: no failure where it succeeded. Where the workflow was ended from outside there is no
// outcome, and the vendor's job may run on.
func ending(ctx context.Context, c client.Client, job client.WorkflowRun) (string, *Outcome, error) {
	var outcome Outcome
	err := job.Get(ctx, &outcome)
	if err == nil {
		return "", &outcome, nil
	}
	var failed *temporal.ApplicationError
	if errors.As(err, &failed) {
		// JobFailed, JobExpired, Forbidden, ...: the outcome is in the details. InvalidRequest may have none.
		if !failed.HasDetails() {
			return failed.Type(), nil, nil
		}
		return failed.Type(), &outcome, failed.Details(&outcome)
	}
	var canceled *temporal.CanceledError
	var terminated *temporal.TerminatedError
	failure := "TimedOut"
	if errors.As(err, &canceled) {
		failure = "Canceled"
	} else if errors.As(err, &terminated) {
		failure = "Terminated"
	}
	found, err := memoField(ctx, c, job.GetID(), "reeveOutcome", &outcome)
	if err != nil || !found {
		return failure, nil, err
	}
	return failure, &outcome, nil
}

// memoField reads a field of the job's memo; false where it has none of this name.
func memoField(ctx context.Context, c client.Client, id, name string, into any) (bool, error) {
	description, err := c.DescribeWorkflowExecution(ctx, id, "")
	if err != nil {
		return false, err
	}
	payload, found := description.GetWorkflowExecutionInfo().GetMemo().GetFields()[name]
	if !found {
		return false, nil
	}
	return true, converter.GetDefaultDataConverter().FromPayload(payload, into)
}
