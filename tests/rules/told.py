"""What the five rulebooks are to say in words, read in the articles of the published texts; for test_telling.py."""

from __future__ import annotations

from secretariat.rules.telling import tell
from tests.rules.texts import FOUR, GANGCHENG, HUANCUI, THREE, ZHOUCUN, ZIBO, ZICHUAN

MEETINGS = "plenary executive head_office special_topic"

# Of each line its key, heading, sentence, article and kinds.
ZICHUAN_EXECUTIVE = (
    ("members", "出席", "区长、副区长、党组成员", "四十九"),
    (
        "standing",
        "固定列席",
        "有关区政府办公室副主任、协助区领导工作的有关同志、司法行政（法制）部门主要负责人、政府法律顾问",
        "四十九",
    ),
    ("optional", "根据需要列席", "有关部门、单位主要负责人", "四十九"),
    ("chair", "召集和主持", "区长", "四十九"),
    ("delegates", "委托主持", "区长不能出席时可以委托常务副区长", "四十九"),
    ("quorum", "法定人数", "到会人数超过应到人数的二分之一", "四十九"),
    ("frequency", "召开次数", "一般每两周1次，急需时随时召开", "四十九"),
    ("tasks", "主要任务", "7项", "四十九"),
    ("minutes", "纪要", "应当形成，由区长签发", "五十六"),
)
SPECIAL_TOPIC = (
    ("members", "出席", "议题提报单位和涉及部门的主要负责人", "五十一"),
    ("chair", "召集和主持", "区长或副区长", "五十一"),
    ("delegates", "委托主持", "区长或副区长可以委托区政府办公室主任或区政府办公室副主任等", "五十一"),
    ("quorum", "法定人数", "没有规定，只统计应到和实到人数", None),
    ("minutes", "纪要", "应当形成，由分管有关工作的区长、副区长或党组成员签发", "五十六"),
    ("minutes-head", "纪要审定", "涉及财政资金等事项的，须经区长审定", "五十六"),
    ("minutes-commission", "委托会议", "受委托召开的，纪要须经委托人审定", "五十六"),
)
TOLD = {
    (ZICHUAN, "general"): (
        ("government", "政府", "淄川区人民政府，也称淄博市淄川区人民政府", None),
        ("in_force", "施行", "2022年4月3日起施行", None),
        ("leaders", "政府领导同志", "指区长、副区长和党组成员（本程序按此掌握）", None),
        ("kinds", "会议制度", "实行全体会议、常务会议、区长办公会议、专题会议和党组会议制度", "四十七"),
        ("stand_in", "主持工作", "区长外出期间，由常务副区长，或区长指定的副区长主持工作", "七"),
    ),
    (ZICHUAN, "kind.executive"): ZICHUAN_EXECUTIVE,
    (ZICHUAN, "kind.special_topic"): SPECIAL_TOPIC,
    (ZICHUAN, "kind.party_group"): (
        ("minutes", "纪要", "没有规定由谁签发；本程序建议由党组书记签发，可在本单位规则中明确", None),
    ),
    (ZICHUAN, "topics"): (
        (
            "chain-0",
            "审批程序",
            "经分管的副区长审核，经区政府办公室主任综合平衡、审核，经区长审定；或者由区长根据工作需要提出",
            "五十三",
            THREE,
        ),
        ("decided-0", "决定权限", "规范性文件草案由全体会议或常务会议讨论决定", "二十一", "plenary executive"),
        (
            "decided-1",
            "决定权限",
            "合同协议（重大投资或资产处置的）由全体会议或常务会议讨论决定",
            "二十四",
            "plenary executive",
        ),
        ("decided-4", "决定权限", "人事任免由党组会议讨论决定", "五十二", "party_group"),
        ("intake-0", "议题提报", "随时可以提报，不分批次", "五十四", THREE),
        ("registration-0", "提前报备", "有明确时限的议题，会议召开前至少15个工作日向办公室报备", "五十四", "executive"),
        ("ad-hoc-0", "临时追加", "议题确定后，确有特殊情况临时追加的，须经区长同意", "五十四", THREE),
    ),
    (ZICHUAN, "countersigns"): (
        ("countersign-0", "会签", "涉及的部门意见一致后，主要负责人在汇报材料上签字", "五十四", THREE),
        (
            "reply-0",
            "回复时限",
            "征求意见后3个工作日内回复，主办部门另有时限要求的除外，逾期未回复视为无异议",
            "六十三",
            THREE,
        ),
        ("disagreement-0", "意见不一致", "未协商一致的议题，原则上不提交会议研究", "五十四", THREE),
    ),
    (ZICHUAN, "reviews"): (
        ("review-risk-4", "风险评估", "涉及重大公共利益的议题，须经社会稳定风险评估和舆情研判", "二十九", FOUR),
        ("review-risk-5", "风险评估", "重大行政决策，须经风险评估", "二十七", FOUR),
    ),
    (ZICHUAN, "leave"): (
        ("leave-0", "政府领导同志", "不能到会的，向区长请假", "五十五", THREE),
        (
            "leave-1",
            "其他出席人员和列席人员",
            "不能到会的，向区政府办公室主任请假，同时提交书面请假报告",
            "五十五",
            "plenary",
        ),
    ),
    (ZICHUAN, "after"): (
        (
            "documents-0",
            "文件印发",
            "讨论通过的文件，会议召开后5个工作日内印发；有重大修改的，起草部门会议召开后10个工作日内完成修改",
            "五十七",
            "plenary executive",
        ),
        (
            "supervision-0",
            "督办",
            "区政府办公室督办会议决定的事项；办公室定期向区政府领导报告落实情况",
            "五十七",
            MEETINGS,
        ),
    ),
    (ZICHUAN, "away"): (
        ("away-0", "外出报备", "副区长和党组成员（区长除外）事前向区长报告", "七十五"),
        ("away-1", "外出报备", "部门主要负责人（工作部门）提前3天报备，紧急外出的立即报告", "七十五"),
        ("away-attachments-1", "附送材料", "外出超过3天的，附有关通知、方案和日程安排", "七十五"),
    ),
    (ZICHUAN, "excusable"): (
        ("excusable-0", "临时追加议题", "经区长同意，记录在案后可以作为例外", "五十四", f"{MEETINGS} party_group"),
        (
            "excusable-2",
            "召开次数偏少",
            "经会议主持人同意，记录在案后可以作为例外",
            "四十八",
            f"{MEETINGS} party_group",
        ),
    ),
    (ZHOUCUN, "general"): (("replaces", "取代", "周政发〔2008〕69号（2008-09-19）", None),),
    (ZHOUCUN, "kind.plenary"): (
        (
            "invited",
            "可以邀请",
            "区人大常委会和区政协负责人；区委部门、区人武部、法院、检察院；人民团体、民主党派和工商联；群众代表",
            "四十二",
        ),
    ),
    (ZHOUCUN, "topics"): (
        (
            "chain-1",
            "审批程序",
            (
                "经分管的副区长审核，由分管的副区长和提报单位主要负责人汇报并取得同意，"
                "经区政府办公室主任综合平衡、审核，经区长审定；或者由区长根据工作需要提出"
            ),
            "四十七",
            "executive head_office",
        ),
        (
            "decided-1",
            "决定权限",
            "重大行政决策、重大项目和大额资金由全体会议、常务会议或党组会议讨论决定",
            "四十三",
            "plenary executive party_group",
        ),
        (
            "form-0",
            "提报表",
            "填报《议题审批表》，由提报单位主要负责人签字并加盖公章",
            "四十九",
            "party_group executive head_office",
        ),
        (
            "ad-hoc-0",
            "临时追加",
            "议题确定后，一般不临时追加，特殊情况须说明理由",
            "四十九",
            "party_group executive head_office",
        ),
        (
            "remit-0",
            "不上会事项",
            "属部门职权、可以自行决定的事项，不安排会议研究",
            "四十七",
            "plenary party_group executive head_office",
        ),
    ),
    (ZHOUCUN, "countersigns"): (
        ("reply-0", "回复时限", "征求意见后3个工作日内回复", "五十八", "plenary party_group executive head_office"),
        (
            "disagreement-0",
            "意见不一致",
            "主办部门附协调说明，列明各方理据，报分管领导协调；协调后仍有分歧的，在会上说明并提出倾向性意见",
            "四十八",
            "plenary party_group executive head_office",
        ),
    ),
    (ZHOUCUN, "papers"): (
        (
            "delivery-0-1",
            "材料送达",
            "第1次送达：会议召开前至少3个工作日送与会人员",
            "四十九",
            "party_group executive head_office",
        ),
        (
            "delivery-0-2",
            "材料送达",
            "第2次送达：会议召开前至少1个工作日送与会人员",
            "四十九",
            "party_group executive head_office",
        ),
    ),
    (ZHOUCUN, "excusable"): (
        (
            "excusable-0",
            "临时追加议题",
            "说明理由，记录在案后可以作为例外",
            "四十九",
            f"plenary party_group {MEETINGS[8:]}",
        ),
    ),
    (HUANCUI, "kind.plenary"): (
        ("minutes", "纪要", "根据主持人意见可以印发，由会议主持人签发", "第五十三条"),
        ("minutes-review", "纪要审核", "签发前经区政府办公室主任和区政府办公室副主任审核", "第五十三条"),
    ),
    (HUANCUI, "kind.special_topic"): (
        (
            "minutes-commission",
            "委托会议",
            "区政府办公室主任或区政府办公室副主任受委托召开的，纪要须经委托人审定",
            "第五十三条",
        ),
    ),
    (HUANCUI, "kind.work_conference_2"): (
        ("members", "出席", "由办公室逐次填写", "第四十六条"),
        ("chair", "召集和主持", "分管的副区长", "第四十六条"),
        ("minutes", "纪要", "没有规定由谁签发；本程序建议由会议主持人签发，可在本单位规则中明确", None),
        ("note", "说明", "部门和镇街的分管负责人没有统一职务，名单由人工填写，不作判断", None),
    ),
    (HUANCUI, "topics"): (
        ("form-0", "提报表", "填报《区政府会议议题提报单》，由提报单位主要负责人签字", "第四十九条", THREE),
    ),
    (HUANCUI, "countersigns"): (
        (
            "disagreement-0",
            "意见不一致",
            "主办部门附协调说明，列明各方理据，提出倾向性意见，报分管领导、区政府办公室主任或区政府办公室副主任协调",
            "第四十九条",
            THREE,
        ),
    ),
    (HUANCUI, "reviews"): (
        (
            "review-legality-0",
            "合法性审查",
            "规范性文件草案，由司法行政（法制）部门进行合法性审查",
            "第十九条",
            THREE,
        ),
    ),
    (HUANCUI, "papers"): (
        ("material-0", "议题材料", "会议召开前至少5个工作日报送办公室", "第五十条", "executive head_office"),
        (
            "recall-0",
            "材料收回",
            "标注会后收回的材料，会后退回",
            "第五十二条",
            f"{MEETINGS} work_conference_1 work_conference_2",
        ),
        ("first-topic", "第一议题", "第一个议题为传达学习", "第四十七条", THREE),
        ("standing-0", "底线议题", "设立安全发展专门议题", "第四十七条", "executive"),
        (
            "staff",
            "工作人员",
            "主办部门只安排1名工作人员列席，增加的须经批准；其他部门工作人员不进入会场",
            "第五十一条",
            f"{MEETINGS} work_conference_1 work_conference_2",
        ),
    ),
    (HUANCUI, "leave"): (
        ("leave-0", "政府领导同志", "不能到会的，向会议主持人请假", "第五十一条", THREE),
        ("leave-1", "其他出席人员和列席人员", "不能到会的，按程序请假并取得同意", "第五十一条", "plenary"),
    ),
    (HUANCUI, "away"): (
        (
            "away-2",
            "外出报备",
            "部门主要负责人（工作部门）事前向分管领导或区长报告，返回后及时销假",
            "第七十五条",
        ),
        ("pairs", "AB角", "互为补位（AB角）的副区长原则上不同时外出", "第七十五条"),
        ("away-limit", "同时外出", "政府领导同志同时外出原则上不超过3人", "第七十五条"),
    ),
    (HUANCUI, "duties"): (
        (
            "duty-work_conferences-0",
            "工作会议",
            "工作会议要留足筹备时间，用于调研和起草文稿（会议召开前至少15天）",
            "第四十六条",
        ),
    ),
    (ZIBO, "general"): (
        (
            "in_force",
            "施行",
            "2018年1月1日起施行。公布的文本未注明施行日期，按2018年1月1日起施行处理",
            None,
        ),
    ),
    (ZIBO, "kind.special_topic"): (("minutes", "纪要", "应当形成，由分管有关工作的市长或副市长签发", "五十四"),),
    (GANGCHENG, "kind.party_group"): (
        ("enlarged", "扩大会议", "可以召开扩大会议", "第四十三条"),
        ("quorum", "法定人数", "到会人数超过应到人数的二分之一", "第四十三条"),
        ("quorum-topic-0", "", "研究人事任免的，超过应到人数的三分之二", "第四十三条"),
    ),
    (GANGCHENG, "topics"): (
        (
            "chain-0",
            "审批程序",
            "由分管的副区长汇报并取得同意，经区政府办公室主任综合平衡、审核，经区长审定",
            "第四十四条",
            FOUR,
        ),
    ),
    (GANGCHENG, "papers"): (
        ("material-sign-0", "材料签署", "由分管领导签署后提交", "第四十四条", FOUR),
        ("report-time", "汇报时间", "每个议题汇报不超过10分钟", "第四十四条", FOUR),
    ),
    (GANGCHENG, "leave"): (
        (
            "leave-1",
            "其他出席人员",
            "不能到会的（部门主要负责人），按程序请假并取得同意，未经同意不得由他人代替参加",
            "第四十七条",
            "plenary executive head_office special_topic party_group",
        ),
    ),
    (GANGCHENG, "away"): (
        ("away-0", "外出报备", "副区长和区政府办公室主任提前3天向区长报告，紧急外出的及时报备", "第六十九条"),
        (
            "away-2",
            "外出报备",
            "部门主要负责人（工作部门）经分管领导同意，提前3天报区长批准，紧急外出的及时报备",
            "第六十九条",
        ),
        ("pairs", "AB角", "互为补位（AB角）的副区长和党组成员原则上不同时外出", "第六条"),
    ),
}


def told(book):
    """The lines of a rulebook by the key of their block and their own."""
    return {block.key: {line.key: line for line in block.lines} for block in tell(book)}
