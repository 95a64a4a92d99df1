# 政府会议秘书工作程序。常用：make run 运行，make test 测试，make help 列出全部命令。
# Everything a target needs is set up first; when nothing has changed that takes a moment.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The interpreter that .venv/ is made with; else the first that is 3.11 or later.
export PYTHON ?=
# More options for pytest: make test PYTEST_ARGS="-k quorum"
PYTEST_ARGS ?=
# More options for the benchmarks: make bench BENCH_ARGS=--profile
BENCH_ARGS ?=
# More options for the mutants: make mutants MUTANTS_ARGS="--sample 50"
MUTANTS_ARGS ?=

VENV := .venv/bin/python
PYTEST := $(VENV) -m pytest --numprocesses auto --maxprocesses 4
FONTS := resources/fonts/.built

.PHONY: help
help: ## 列出命令
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

.PHONY: run
run: set-up-run $(FONTS) ## 打开窗口；没有显示器时检查示例会议，印制其会议纪要
	@scripts/run.sh

.PHONY: test
test: set-up-test $(FONTS) ## 运行测试（不含费时的）
	$(PYTEST) -m "not slow" $(PYTEST_ARGS)

.PHONY: test-all
test-all: set-up-all $(FONTS) ## 运行全部测试，需安装 Java、LibreOffice、CUPS 等
	$(PYTEST) $(PYTEST_ARGS)

.PHONY: bench
bench: set-up-test $(FONTS) ## 与同类工具比较快慢
	@$(VENV) tests/benchmarks/compare.py $(BENCH_ARGS)
	@$(VENV) tests/benchmarks/window.py $(filter-out --profile,$(BENCH_ARGS))
	@$(VENV) tests/benchmarks/judging.py
	@$(VENV) tests/benchmarks/rejudging.py $(filter-out --profile,$(BENCH_ARGS))
	@$(VENV) tests/benchmarks/sign_in.py
	@$(VENV) tests/benchmarks/organisation.py
	@$(VENV) tests/benchmarks/topics.py

.PHONY: mutants
mutants: set-up-test out/mutmut ## 把规则代码逐处改错，看测试能否察觉（约一刻钟，见 docs/mutants.md）
	@$(VENV) scripts/mutants.py $(MUTANTS_ARGS)
# In no lock: what it needs is large, and nothing but this asks for it.
out/mutmut:
	@$(VENV) -m pip install --quiet --disable-pip-version-check --target $@ mutmut==3.8.1

.PHONY: screenshots
screenshots: set-up-all $(FONTS) ## 在虚拟屏幕上打开真实窗口并截图，写入 docs/screenshots
	@$(VENV) scripts/screenshots.py

.PHONY: lint lint-style lint-format lint-types lint-layers
lint: lint-style lint-format lint-types lint-layers ## 检查代码：风格、格式、类型、分层
lint-style: set-up-test
	$(VENV) -m ruff check
lint-format: set-up-test
	$(VENV) -m ruff format --check
lint-types: set-up-test
	$(VENV) -m mypy
lint-layers: set-up-test
	.venv/bin/lint-imports

.PHONY: format
format: set-up-test ## 整理代码格式
	$(VENV) -m ruff check --fix-only --quiet
	$(VENV) -m ruff format

.PHONY: fonts
fonts: $(FONTS) ## 制作自带字库
$(FONTS): scripts/build_fonts.py scripts/shape_fonts.py scripts/fonts.toml requirements.lock | set-up-run
	@$(VENV) scripts/build_fonts.py
	@touch $@

.PHONY: lock
lock: ## 由 pyproject.toml 重新生成依赖锁定文件
	@scripts/lock.sh

.PHONY: clean
clean: ## 删除一切可重新生成的文件
	rm -rf .venv out .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis resources/fonts
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Set-up, in steps that do nothing when there is nothing to do.
.PHONY: set-up-run set-up-test set-up-all packages-run packages-test packages-all
set-up-run: packages-run
	@scripts/virtualenv.sh requirements.lock
set-up-test: packages-test
	@scripts/virtualenv.sh requirements-dev.lock
set-up-all: packages-all
	@scripts/virtualenv.sh requirements-dev.lock
packages-run packages-test packages-all: packages-%:
	@scripts/debian_packages.sh $*
