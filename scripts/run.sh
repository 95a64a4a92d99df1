#!/usr/bin/env bash
# Opens the window; where there is no screen, says so and shows on the command line what the program does.
set -euo pipefail

python=.venv/bin/python
if "$python" -c 'from ui.display import need_display; need_display()' 2>/dev/null; then
    exec "$python" main.py
fi

sample=resources/samples/常务会议示例.json
paper=out/常务会议示例.pdf
mkdir -p out

echo "这里没有图形界面，打不开窗口；改用命令行演示。"
echo
echo "一、按工作规则检查示例会议 $sample"
"$python" main.py check "$sample" || [ $? -eq 1 ] # 1: it found violations, and has said so

echo
echo "二、印制会议纪要"
"$python" main.py minutes "$sample" -o "$paper"
echo "以上文件在 $PWD/out/，可用任何 PDF 阅读器打开、打印。"
