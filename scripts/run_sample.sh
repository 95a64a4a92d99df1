#!/usr/bin/env bash
# Shows what the program does: judges the meeting of the sample and prints its minutes.
set -euo pipefail

sample=resources/samples/常务会议示例.json
paper=out/常务会议示例.pdf
python=.venv/bin/python
mkdir -p out

echo "一、按工作规则检查示例会议 $sample"
"$python" main.py check "$sample" || [ $? -eq 1 ] # 1: it found violations, and has said so

echo
echo "二、印制会议纪要"
"$python" main.py minutes "$sample" -o "$paper"
echo "以上文件在 $PWD/out/，可用任何 PDF 阅读器打开、打印。"
