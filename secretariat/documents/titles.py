"""Titles broken by sense and shaped as a trapezium or a rhombus (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Final

from secretariat.documents.characters import Level, break_levels
from secretariat.documents.fonts import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from secretariat.documents.typecase import TypeCase
    from secretariat.documents.typesetting import Type

_COMMON: Final = """
人民政府 工作规则 实施方案 常务会议 会议纪要 下一步
人民 政府 区政 市政 县政 常务 会议 全体 办公 专题 党组 纪要 工作 建设 规划 研究 审议
审定 听取 汇报 情况 通知 通报 报告 意见 决定 方案 办法 规定 规则 细则 条例 措施 政策
项目 事项 问题 安全 生产 防灾 减灾 救灾 应急 管理 服务 发展 改革 经济 社会 数字 数据
民生 实事 城市 乡村 农村 农业 振兴 更新 行动 计划 财政 预算 决算 资金 使用 教育 医疗
卫生 健康 养老 环境 生态 保护 污染 防治 督查 督办 落实 贯彻 学习 传达 精神 中央 重要
讲话 讲话精 进一步 加强 推进 推动 实施 开展 做好 关于 印发 试行 修订 年度 重点 任务
分工 责任 制度 机制 体系 能力 企业 产业 工业 科技 创新 人才 招商 引资 营商 交通 道路
水利 土地 征收 补偿 安置 住房 保障 就业 物业 街道 社区 基层 治理 法治 行政 执法 信访
维稳 消防 统计 文化 旅游 体育 档案 保密 公文 信息 公开 政务 网络 大数 人事 任免 干部
同志 委员 委员会 领导 小组 办公室 审计 监督 国有 资产 公共 资源 交易 采购 工程 质量
食品 药品 市场 监管 知识 产权 第一 第二 第三 第四 第五
"""
_WORDS: Final = frozenset(_COMMON.split())
"""Words that a title is not broken in."""
_JOINING: Final = frozenset("和与及暨或")
_LEANING: Final = frozenset("的等了中上下内外之者们化性")
"""A line should not begin with one of these."""
_MORE_LINES: Final = 2.0
"""What a line more than needed offends."""
_MOST_LINES: Final = 3
"""Beyond these the breaks are looked for nearer to equal parts, to be done in time."""
_REACH: Final = 5
"""How far from equal parts a break is looked for; characters."""


def shape_title(case: TypeCase, text: str, kind: Type, most: float, role: Role = Role.XIAOBIAOSONG) -> list[str]:
    """The lines of a title of at most ``most`` cells each."""
    widths = list(
        itertools.accumulate(
            (sort.cells or sort.drawn * kind.size / kind.cell for sort in case.sorts(role, text)), initial=0.0
        )
    )
    whole = widths[-1]
    if whole <= most:
        return [text]
    levels = break_levels(text)
    count = math.ceil(whole / most)
    if count > _MOST_LINES + 1:
        return _filled(text, widths, most)
    best: tuple[int, ...] = ()
    best_score = math.inf
    for lines in (count, count + 1):
        cuts, score = _best_cuts(text, widths, levels, lines, most)
        score += _MORE_LINES * (lines - count)
        if score < best_score:
            best, best_score = cuts, score
    if not best:
        return _filled(text, widths, most)
    return [text[start:end] for start, end in itertools.pairwise((0, *best, len(text)))]


def _best_cuts(
    text: str, widths: Sequence[float], levels: Sequence[Level], lines: int, most: float
) -> tuple[tuple[int, ...], float]:
    """Where a title is best broken into so many lines, and what that offends; endless where it can't be."""
    ideal = widths[-1] / lines
    near = []
    for number in range(1, lines):
        reach = _REACH if lines <= _MOST_LINES else 2
        near.append(
            [at for at in range(1, len(text)) if levels[at] is Level.FREE and abs(widths[at] - ideal * number) <= reach]
        )
    best: tuple[int, ...] = ()
    best_score = math.inf
    for cuts in itertools.product(*near):
        places = (0.0, *(widths[cut] for cut in cuts), widths[-1])
        lengths = [end - start for start, end in itertools.pairwise(places)]
        if min(lengths) <= 0 or max(lengths) > most:
            continue
        score = _shape(lengths) + sum(_sense(text, cut) for cut in cuts)
        if score < best_score:
            best, best_score = cuts, score
    return best, best_score


def _shape(lengths: Sequence[float]) -> float:
    """How far the outline is from a trapezium or a rhombus."""
    score = (max(lengths) - min(lengths)) / max(lengths) * 6
    if max(lengths) - min(lengths) < 2:  # noqa: PLR2004 # a rectangle
        score += 3
    inner = lengths[1:-1]
    if any(length < lengths[0] and length < lengths[-1] for length in inner):  # an hourglass
        score += 8
    return score


def _sense(text: str, at: int) -> float:
    """What a break offends against the sense."""
    before, after = text[at - 1], text[at]
    score = 0.0
    for width in (2, 3, 4):
        for start in range(max(0, at - width + 1), at):
            if text[start : start + width] in _WORDS:
                score += 4
                break
    if before in "，、；：》”）〉" or after in "《“（〈":
        score -= 1.5
    if after in _JOINING or text[at - 2 : at] == "关于":
        score -= 1
    if before in _JOINING:
        score += 1
    if before == "的":
        score -= 1
    if after in _LEANING:
        score += 3
    return score


def _filled(text: str, widths: Sequence[float], most: float) -> list[str]:
    """The last resort, a title far longer than titles are: lines as full as they go."""
    lines, start = [], 0
    while start < len(text):
        end = start + 1
        while end < len(text) and widths[end + 1] - widths[start] <= most:
            end += 1
        lines.append(text[start:end])
        start = end
    return lines
