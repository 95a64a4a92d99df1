"""Lists inside articles that are numbered as the articles are."""

from __future__ import annotations

from secretariat.domain.article_split import split_articles


def articles(*lines):
    return [(each.number, each.paragraphs) for each in split_articles("\n".join(lines)).articles]


def test_two_lists_in_one_article():
    """The lists end with 三、 too; the article 三 is the one after them."""
    assert articles(
        "一、总则",
        "二、会议",
        "一、甲",
        "二、乙",
        "三、丙",
        "一、丁",
        "二、戊",
        "三、己",
        "三、纪要",
        "四、附则",
    ) == [
        ("一", ("总则",)),
        ("二", ("会议", "一、甲", "二、乙", "三、丙", "一、丁", "二、戊", "三、己")),
        ("三", ("纪要",)),
        ("四", ("附则",)),
    ]


def test_a_notice_before_the_rules_may_have_the_longer_list():
    assert articles(
        "一、认真学习",
        "二、抓好落实",
        "三、严格执行",
        "四、加强督查",
        "五、及时报告",
        "第一章　总则",
        "第一条　本规则",
        "第二条　会议",
    ) == [("第一条", ("本规则",)), ("第二条", ("会议",))]
