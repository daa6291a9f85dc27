# What a person can do here; `make help` lists it. All that is needed is git, make and Python 3.11 or newer.
.PHONY: help up down reset status test lint bench bench-model simulate openapi rebuild lock compose-test
.DEFAULT_GOAL := help
IN_VENV := @deploy/bin/in-venv

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile
up: ## start everything here, in the foreground, with the demo board; Ctrl-C stops it
	$(IN_VENV) python -m embedded up
down: ## stop what runs, also from another terminal
	$(IN_VENV) python -m embedded down
reset: ## stop, and wipe all data
	$(IN_VENV) python -m embedded reset
status: ## what runs, and where
	$(IN_VENV) python -m embedded status
test: ## lint, types, layers and all tests, on a real PostgreSQL and NATS
	$(IN_VENV) deploy/bin/check
lint: ## lint, types and layers only; first puts the code in its format
	$(IN_VENV) deploy/bin/check --fix lint
bench: ## measure a fresh suite: a table of figures, limits and aims; parts="large" alone, scale=yes a million learners too
	$(IN_VENV) python -m tests.bench $(parts) $(if $(scale),--scale)
simulate: ## compare ways to offer work on simulated learners, and write docs/simulation.md
	$(IN_VENV) python -m tests.simulate
bench-model: ## the learner model beside its peers: make bench-model sets="assist09" only="0" questions=yes wheelspin=yes; data by EW_KT
	$(IN_VENV) python -m tests.bench_model $(sets) $(if $(only),--only $(only)) $(if $(questions),--questions) $(if $(wheelspin),--wheelspin)
openapi: ## write the API's one OpenAPI document again from what the services say
	$(IN_VENV) deploy/bin/openapi
rebuild: ## make a service's projections again from events: make rebuild service=recommend
	$(IN_VENV) python -m embedded.operate $(service) rebuild
lock: ## write requirements/ again from the members' pyproject.toml; upgrade=yes takes the newest versions
	@deploy/bin/lock $(if $(upgrade),--upgrade)
compose-test: ## build the images, and try the suite in containers; needs a container engine
	$(IN_VENV) deploy/bin/compose-test
