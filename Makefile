# Everything is made inside the checkout; a machine needs Python 3.11 or newer, git and make.
export LC_ALL := C.UTF-8
export PYTHON

python := .venv/bin/python

.PHONY: help demo test docs messages bench bench-quick mutants clean

help:
	@echo "make demo      set up, and build the demonstration in build/demo"
	@echo "make test      set up, and run all checks and tests"
	@echo "make docs      set up, and write the generated pages of docs/"
	@echo "make messages  set up, and collect the texts to be translated"
	@echo "make bench     set up, and measure; make bench-quick is smaller"
	@echo "make mutants   set up, and see whether the tests of the tally notice what is wrong"
	@echo "make clean     remove what was built, and the setup"

demo:
	@sh scripts/setup.sh run
	@rm -rf build/demo build/demo-notices
	@$(python) -m tripower demo build/demo

# Where only a part of the setup came through, the checks say which could not run.
test:
	@sh scripts/setup.sh dev; setup=$$?; test -x $(python) && $(python) scripts/checks.py $$setup

docs:
	@sh scripts/setup.sh dev
	@$(python) -m tripower.cli.docs

messages:
	@sh scripts/setup.sh dev
	@$(python) scripts/messages.py extract update compile

# yaml-rs and the peers are what the figures are held against; nothing else needs them.
bench bench-quick:
	@sh scripts/setup.sh dev
	@$(python) -m pip install -q yaml-rs
	@sh scripts/peers.sh
	@$(python) -m benchmarks $(if $(findstring quick,$@),--quick)

# Some half an hour on one core; not part of `make test`. ONLY=tally takes one file.
mutants:
	@sh scripts/setup.sh dev
	@$(python) scripts/mutants.py $(ONLY)

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -rf benchmarks/.peers
	rm -f tripower/locale/*/LC_MESSAGES/tripower.mo
