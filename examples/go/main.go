// Runs jobs of Reeve with Temporal's Go SDK alone: no package of Reeve's is needed. See docs/api.md.
//
//	go run . SCENE ENDPOINT TEMPLATE
//
// SCENE is one of
//
//	run     starts a job twice with one key, and waits for its end
//	stop    starts a job, and stops it by the update stopJob, which answers with the verdict
//	cancel  starts a job, stops it by a cancel request, and reads the verdict from the memo
//	child   runs a job as a child of another workflow, and ends that one from outside
//
// ENDPOINT is one of Cisco Prime in the workers' reeve.yaml, TEMPLATE the template that is deployed.
// Each line that it prints is JSON.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"

	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
)

type line map[string]any

func say(words line) {
	if err := json.NewEncoder(os.Stdout).Encode(words); err != nil {
		panic(err)
	}
}

var scenes = map[string]func(context.Context, client.Client, JobRequest) error{
	"run":    run,
	"stop":   stop,
	"cancel": cancel,
	"child":  child,
}

func main() {
	if len(os.Args) != 4 || scenes[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: go run . run|stop|cancel|child ENDPOINT TEMPLATE")
		os.Exit(2)
	}
	if err := play(context.Background(), os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func play(ctx context.Context, scene, endpoint, template string) error {
	logger := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	// Without an address and a namespace it is localhost:7233 and default.
	c, err := client.Dial(client.Options{
		HostPort:  os.Getenv("TEMPORAL_ADDRESS"),
		Namespace: os.Getenv("TEMPORAL_NAMESPACE"),
		Logger:    log.NewStructuredLogger(logger),
	})
	if err != nil {
		return err
	}
	defer c.Close()
	return scenes[scene](ctx, c, newRequest(scene, endpoint, template))
}

func run(ctx context.Context, c client.Client, request JobRequest) error {
	var job client.WorkflowRun
	for range 2 {
		started, existing, err := start(ctx, c, request)
		if err != nil {
			return err
		}
		say(line{"started": started.GetID(), "existing": existing})
		job = started
	}
	return tellEnd(ctx, c, job)
}

func stop(ctx context.Context, c client.Client, request JobRequest) error {
	job, _, err := start(ctx, c, request)
	if err != nil {
		return err
	}
	if err := tellRunning(ctx, c, job.GetID()); err != nil {
		return err
	}
	update, err := c.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{
		WorkflowID:   job.GetID(),
		UpdateName:   "stopJob",
		Args:         []any{Asker{By: "main.go", Reason: "an example"}},
		WaitForStage: client.WorkflowUpdateStageCompleted,
	})
	if err != nil {
		return err
	}
	var answer StopAnswer
	if err := update.Get(ctx, &answer); err != nil {
		return err
	}
	say(line{"stop": answer})
	return tellEnd(ctx, c, job)
}

func cancel(ctx context.Context, c client.Client, request JobRequest) error {
	job, _, err := start(ctx, c, request)
	if err != nil {
		return err
	}
	if err := tellRunning(ctx, c, job.GetID()); err != nil {
		return err
	}
	// It only asks: that the job has stopped is known when the workflow has closed.
	if err := c.CancelWorkflow(ctx, job.GetID(), ""); err != nil {
		return err
	}
	return tellEnd(ctx, c, job)
}

func tellRunning(ctx context.Context, c client.Client, id string) error {
	view, err := untilRunning(ctx, c, id)
	if err == nil {
		say(line{"view": view})
	}
	return err
}

func tellEnd(ctx context.Context, c client.Client, job client.WorkflowRun) error {
	failure, outcome, err := ending(ctx, c, job)
	if err != nil {
		return err
	}
	if failure == "" {
		say(line{"outcome": outcome})
	} else {
		say(line{"failure": failure, "outcome": outcome})
	}
	return nil
}
