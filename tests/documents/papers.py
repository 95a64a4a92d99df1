"""Papers to print in tests, and a generator of official prose that never says the same twice."""

from __future__ import annotations

import random
from dataclasses import replace

from secretariat.documents.minutes import Entry, MinutesPaper, NameList, Section

HEARD = (
    "会议听取了区司法局局长欧阳靖关于《淄川区政府重大行政决策程序规定（送审稿）》起草情况的汇报。会议指出，制定《规定》是推进"
    "科学决策、民主决策、依法决策的重要举措，要坚持以人民为中心，聚焦企业和群众办事的堵点、难点、痛点，推动政务服务“一网通办”、"
    "城市运行“一网统管”、机关办公“一网协同”，力争到2025年政务服务事项全程网办率达到98.5%以上。"
)
DECIDED = (
    "会议议定：原则同意《规定》。由区司法局牵头，区财政局、区大数据局配合，根据会议讨论意见修改完善后，按程序报批印发；"
    "区财政局统筹安排专项资金3600万元，于2022年12月31日前下达。"
)
OPENING = (
    "2022年4月1日上午，区委副书记、区长林知远在区政府第一会议室主持召开十八届区政府第5次常务会议，传达学习上级有关会议精神，"
    "研究审议《淄川区政府重大行政决策程序规定（送审稿）》等事项。现将会议研究确定事项纪要如下："
)
MEMBERS = tuple(map(Entry, ("林知远", "方致和", "沈若兰", "顾一帆", "罗德铭", "魏书成", "石景行", "李　靖", "龚燚")))
ATTENDEES = (
    Entry("欧阳靖", "区司法局"),
    Entry("金巧云", "区财政局"),
    Entry("姚静姝", "区监察局", "代"),
    Entry("丁龑", "城东镇"),
    Entry("买买提·吐尔逊", "区大数据局"),
    Entry("陈䶮", "区水利局"),
    Entry("周㛃", "区教体局"),
)

MINUTES = MinutesPaper(
    mark="淄川区人民政府常务会议纪要",
    ordinal="十八届区政府第5次",
    number="〔2022〕5号",
    date="2022年4月3日",
    opening=OPENING,
    sections=(
        Section("传达学习《关于进一步加强财会监督工作的意见》", (HEARD, DECIDED)),
        Section("听取全区安全生产工作情况汇报", (HEARD, "（一）关于责任分工。会议强调，要压紧压实责任。", DECIDED)),
    ),
    lists=(
        NameList("出席", MEMBERS),
        NameList("请假", (Entry("赵𬭸", reason="公务外出"),)),
        NameList("列席", ATTENDEES),
        NameList("记录", (Entry("尹秋实"),)),
    ),
    copies_to=("区委书记、副书记、常委", "区人大常委会办公室", "区政协办公室", "区监委", "区法院", "区检察院"),
    issuer="淄川区人民政府办公室",
    issued_on="2022年4月3日",
)


def bare(opening="", **changes):
    """Minutes of one paragraph, and nothing else than ``changes`` say."""
    plain = MinutesPaper(mark="淄川区人民政府常务会议纪要", opening=opening, sections=(), number="〔2022〕5号")
    return replace(plain, **changes)


_HAN = (
    "会议指出要坚持以人民为中心的发展思想统筹推进经济社会各项工作加强组织领导明确责任分工严格落实措施确保如期完成目标任务"
    "进一步优化营商环境深化改革创新服务群众企业加快项目建设保障改善民生防范化解风险提升治理能力"
)
_TITLES = (
    "《淄川区“十四五”规划》",
    "《条例》《办法》",
    "《关于〈规定〉的说明（草案）》",
    "《意见》（征求意见稿）",
    "“一网通办”“一网统管”",
)
_FIGURES = (
    "3600万元",
    "98.5%",
    "2022年12月31日",
    "第5次",
    "1.25亿元",
    "300余万平方米",
    "12个",
    "9:00—11:30",
    "3—5日",
    "10%～20%",
    "1200人次",
    "0.8个百分点",
    "淄政发〔2022〕15号",
)
_FOREIGN = ("GB/T 9704", "PDF", "WPS Office", "5G", "PM2.5", "Internet", "AI", "ISO 9001", "e-Government")
_STOPS = "，，，，，、、；：。"
_CLUSTERS = ("……", "——", "！？", "。”", "”，“", "），（", "：“", "》、《", "……”", "——“", "（“")


def prose(seed, length=400, names=()):
    """A paragraph of about so many characters, always the same for a seed."""
    choose = random.Random(seed)  # noqa: S311 - not for secrets
    parts = []
    size = 0
    while size < length:
        start = choose.randrange(len(_HAN) - 12)
        part = _HAN[start : start + choose.randint(1, 12)]
        kinds = (_TITLES, _FIGURES, _FOREIGN, names or _FIGURES)
        part += choose.choice(choose.choices(kinds, (3, 4, 2, 3))[0]) if choose.random() < 0.5 else ""
        part += choose.choice(_CLUSTERS) if choose.random() < 0.12 else choose.choice(_STOPS)
        parts.append(part)
        size += len(part)
    return "".join(parts) + "完成。"
