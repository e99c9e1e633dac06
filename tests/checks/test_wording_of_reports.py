"""Sentences as reports really have them: clean ones are not accused, faulty ones are found.

Every sentence is made up. Each stands alone in section one of a faultless report of 甲山镇 (or of
甲山街道) in 乙川县, with neighbours 丙河镇, 丁桥乡 and 戊湖街道.
"""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from disclosure_audit.checks import Finding, audit
from disclosure_audit.years import Siblings, YearData
from tests.builders import KIT_POLICY, TEXTS, report, sections

TOWN, SUBDISTRICT = "甲山镇", "甲山街道"
NEIGHBOURS = Siblings(("丙河镇", "丁桥乡", "戊湖街道"))


def audited(
    *sentences: str,
    name: str = TOWN,
    year: int = 2023,
    county: str = "乙川县",
    section: str = "overview",
) -> dict[str, Finding]:
    """Every finding of a report that says these sentences, each a paragraph."""
    contact = f"联系单位：{name}党政办公室，地址：{name}一路1号，电话：0000-0000001。"
    texts = {**TEXTS, "preamble": (TEXTS["preamble"][0].replace("2023", str(year)), contact)}
    texts[section] = (*texts[section], *sentences)
    title = f"{name}{year}年政府信息公开工作年度报告"
    made = report(parts=sections(**texts), name=name, title=title, year=year)
    data = YearData(made, county, name, year, Path("report.txt"), NEIGHBOURS)
    return {finding.check: finding for finding in audit(data, KIT_POLICY)}


def failed(found: dict[str, Finding]) -> set[str]:
    """What failed, but for figures: the tables of these reports hold nothing but 0."""
    return {name for name, f in found.items() if f.status == "fail" and f.family != "narrative"}


CLEAN = (
    "县政府政府信息公开平台设有我镇专页。",
    "镇政府政府信息公开工作人员由两名增加到三名。",
    "负责政务公开工作工作人员2名。",
    "县人民政府网站和县政务服务中心同步公开。",
    "按照县委、县政府的统一部署，完成公开任务。",
    "我镇信息公开工作在全县考核中位居前列。",
    "落实全省政务公开工作会议精神，逐项对照检查。",
    "按照省、市、县三级要求，更新公开目录。",
    "与丙河镇交界的三个村实行联合公示。",
    "组织各站所到丁桥乡学习公示栏管理的做法。",
    "丙河镇居民提出的申请不属于本机关职责，已告知申请人向丙河镇人民政府提出。",
    "东西部协作资金使用情况与江苏省常熟市人民政府商定后公开。",
    "承接浙江省杭州市西湖区对口帮扶项目3个，项目进度全部公开。",
    "引进苏州市吴中区某电子有限公司，用地信息已公开。",
    "《丙河镇人民政府关于区域供水的函》已转交县水务局。",
    "在和平区块内新建公示栏两处。",
    "新区建设和老城区改造信息按月更新。",
    "朝阳小学、朝阳村两处公示栏已经修复。",
    "我镇地处县城城区以南，辖12个村。",
    "开发区范围内的审批信息由县里统一公布。",
    "镇里向外出务工人员推送补贴政策，涉及西安市、郑州市两地务工群众。",
    "对历史上收取社会抚养费的遗留问题，已公布取消和清退办法。",
    "本年度收取社会抚养费0元。",
    "本年度收取社会抚养费 0 元，收取其他费用0元。",
    "社会抚养费不再征收，有关栏目已经撤下。",
    "对接太仓市政务公开办开展交叉检查。",
    "与太仓市政务公开办互查公示栏更新情况。",
    "2023年，丙河镇在我镇北面新修公路，通行安排已公示。",
    "学习新修订的《保守国家秘密法》，强化保密审查。",
    "学习贯彻新修订的行政复议法，规范答复文书。",
    "坚持以公开为常态、不公开为例外，做到应公开尽公开。",
    "涉及国家秘密、商业秘密的信息依法不予公开。",
    "机密级文件单独登记，不上网。",
    "本年度未收取政府信息公开信息处理费。",
    "公开了辖区概况、机构职能和领导分工。",
    "概述部分用图表介绍了全镇基本情况。",
    "群众对征地补偿标准提出申诉的，按程序转送有权机关。",
    "对困难群众减免有线电视费用的名单已公示。",
    "联系电话以外，还公布了监督电话和办公时间。",
    "甲山镇镇政府大院设有公示栏，桐梓县县政府的经验已传达学习。",
    "各乡政府、各镇政府的经验汇编成册，城乡公开栏同步更换。",
    "对乡镇政府服务能力建设的情况作了公示。",
    "热爱本乡本土、服务父老乡亲的宣传已在公开栏张贴。",
    "对镇区局部规划的调整作了说明。",
    "一户一档、一村一册、一项一项核对。",
    "把政策讲清楚、讲明白，让群众一看就懂、一问就明。",
    "方方面面的意见都记录在案，件件有着落。",
    "“村村通”“户户通”工程资金公示到村。",
    "全年召开会议4次，其中专题研究1次；开展培训2次，参训61人次。",
    "2022年制发的文件继续有效，2023年没有新增。",
    "与2022年相比，公开信息增加12条。",
    "2022年结转的申请1件，已经办结。",
    "2020年以来的历史信息已完成清理。",
    "2021年印发的《甲山镇信息公开制度》本年作了修订。",
    "镇长为第一责任人，分管副镇长具体负责。",
    "镇党委书记高度重视，镇长多次过问。",
    "由党政办主任任组长，各站所负责人为成员。",
    "主任安排专人负责，信息员及时上传。",
    "委员会成员由各村推荐，组长由镇长兼任。",
    "站长负责初审，主任负责复审，镇长签发。",
    "安排专人对全镇公示栏按排查清单逐个检查。",
    "以经济发展和民生保障为重点公开。",
    "看做为民办事的窗口，当做联系群众的桥梁。",
    "国务院办公厅印发的政务公开工作要点已传达。",
    "按照国办公开办函〔2021〕30号规定的格式编制本报告。",
    "根据国办公开办函〔2019〕61号要求，规范了公开专栏。",
    "依照国办发〔2021〕12号文件要求，抓好政策解读。",
    "我镇政府网站页面由县政府办公室统一管理。",
    "我镇镇域范围内的项目、镇村两级财务均按季公开。",
    "各村、各站所把公开情况列入考核。",
    "市民服务热线12345转来的咨询全部答复。",
    "村民王某申请公开宅基地档案，已予公开。",
    "由于历史原因，原始档案散失，已告知申请人。",
    "镇里原则上每月公开一次财务，原有栏目保留。",
    "“甲山发布”公众号推送文章120篇。",
    "做到依法公开、及时公开，讲求实效……",
    "政策文件（含附件）、解读材料（含图解）同步上网。",
    "《甲山镇志》《甲山镇地名录》可供查阅。",
    "各社区、各单位联系人名单以职务公开。",
    "填表方法由窗口人员当面讲解，表格样式见公示栏。",
    "市级下达的任务和县级配套资金分栏公开。",
)


def test_there_are_sixty_clean_sentences() -> None:
    """As many as were promised, no two alike."""
    assert len(set(CLEAN)) == len(CLEAN) >= 60


@pytest.mark.parametrize("sentence", CLEAN)
def test_a_clean_sentence_is_not_accused(sentence: str) -> None:
    """Words that look like a fault and are none; the rest of the report has no fault either."""
    assert failed(audited(sentence)) == set()


def test_all_clean_sentences_together_are_not_accused() -> None:
    """One report that says them all has no finding of words either."""
    assert failed(audited(*CLEAN)) == set()


@pytest.mark.parametrize(
    "text",
    ["》", "。，", "县人民政府", "书记赵国强同志", "街道政府", "乙乡人民政府", "编制年度报告格式"],
)
def test_hostile_repetition_takes_bounded_time_and_few_words(text: str) -> None:
    """A hundred thousand characters of faults are judged in seconds, in a short message."""
    start = time.process_time()
    found = audited(text * (100_000 // len(text)), name=SUBDISTRICT)
    assert time.process_time() - start < 20
    assert all(len(finding.outcome.message.zh) < 20_000 for finding in found.values())


def test_clean_sentences_of_a_sub_district_are_not_accused() -> None:
    """The same of a sub-district: 街道政府信息公开 and the like are no fault."""
    of_towns = ("镇政府", "镇党委")
    said = [s for s in CLEAN if not any(word in s for word in of_towns)]
    said = [s.replace("我镇", "我街道").replace(TOWN, SUBDISTRICT) for s in said]
    assert failed(audited(*said, name=SUBDISTRICT)) == set()


FAULTY = (
    ("text.outdated_terms", "涉及国家机密的信息不予公开。"),
    ("text.outdated_terms", "认真学习新修订的《政府信息公开条例》。"),
    ("text.outdated_terms", "学习贯彻新修订的《条例》，提高公开水平。"),
    ("text.outdated_terms", "坚持公开是原则、不公开是例外。"),
    ("text.outdated_terms", "坚持以公开为原则，主动公开各类信息。"),
    ("text.outdated_terms", "公布计划生育社会抚养费征收标准。"),
    ("text.outdated_terms", "本年度收取社会抚养费100元。"),
    ("text.outdated_terms", "对敏感信息脱密后公开。"),
    ("text.outdated_terms", "删减后公开的信息3条。"),
    ("text.outdated_terms", "属于免于公开范围的信息2条。"),
    ("text.outdated_terms", "为构建和谐社会作出贡献。"),
    ("statutory.old_regime", "本报告由概述、主动公开情况等部分组成。"),
    ("statutory.old_regime", "包括政府信息公开的收费及减免情况。"),
    ("statutory.old_regime", "信息公开支出和收费情况：未发生。"),
    ("statutory.old_regime", "因信息公开申请行政复议、提起行政诉讼和申诉情况：无。"),
    ("statutory.old_regime", "未发生与诉讼（行政复议、行政诉讼及申诉）有关的费用。"),
    ("text.typing", "扎实做好政府信息公开工作工作。"),
    ("text.typing", "扎实做好公开工作工作,提高质量。"),
    ("statutory.old_regime", "政府信息公开的收费情况：无。"),
    ("text.typing", "公开内容更新及时，群众满意情况情况，有提高。"),
    ("text.typing", "信息在乙川县县人民政府网站发布。"),
    ("text.typing", "通过县政府门户网网上公开。"),
    ("text.typing", "数据的统计书记时间段为全年。"),
    ("text.typing", "对全年任务作了布署。"),
    ("text.typing", "由办公室统一按排。"),
    ("text.typing", "在村口设立公示拦6处。"),
    ("text.typing", "没有行政复义案件。"),
    ("text.typing", "制度已经健全，。"),
    ("text.typing", "内容全面，，更新及时。"),
    ("text.typing", "依据中华人民共和国政府信息公开条例》开展工作。"),
    ("text.typing", "按照《乙川县政务公开办法的规定办理。"),
    ("text.typing", "做为镇政府的窗口，接受监督。"),
    ("text.typing", "公开栏以经全部更新。"),
    ("text.instructions_left", "全年主动公开政府信息XX条。"),
    ("text.instructions_left", "××镇把公开列入考核。"),
    ("text.instructions_left", "20xx年，我单位开展培训。"),
    ("text.instructions_left", "（请填写本单位开展情况）"),
    ("text.instructions_left", "主动公开情况（可结合实际展开）。"),
    ("text.instructions_left", "此处填写年度公开的总数。"),
    ("text.unit_name", "甲山乡全年公开信息20条。"),
    ("text.unit_name", "甲山镇镇人民政府专栏更新10次。"),
    ("text.unit_name", "乡政府高度重视信息公开。"),
    ("text.unit_name", "扎实推进乡政府信息公开各项工作。"),
    ("text.unit_name", "全年我乡公开信息20条。"),
    ("text.unit_name", "网站改版时我局积极配合调整。"),
    ("text.unit_name", "丙河镇人民政府高度重视信息公开工作。"),
    ("text.unit_name", "丁桥乡严格落实公开制度。"),
    ("text.unit_name", "2023年，丙河镇在县委、县政府的正确领导下，做好公开工作。"),
    ("text.unit_name", "丁桥乡紧紧围绕群众关切推进公开。"),
    ("text.unit_name", "2023年度丙河镇认真做好公开工作。"),
    ("text.unit_name", "乙川县丙河镇主要公开渠道为网站。"),
    ("text.unit_name", "信息在庐江县人民政府网站公开。"),
    ("text.unit_name", "戊湖街道办事处设查阅点一处。"),
    ("text.unit_name", "按太湖县政务公开办要求完成整改。"),
    ("text.unit_name", "庐江县白山镇人民政府设查阅点一处。"),
    ("text.unit_name", "在区政府门户网站公开信息30条。"),
    ("text.personal_data", "由镇长赵国强为组长，各站所为成员。"),
    ("text.personal_data", "联系人钱有才同志负责上传。"),
    ("text.personal_data", "咨询电话13800000000。"),
    ("text.personal_data", "公示了身份证号110101199001011234的补贴户。"),
    ("text.year", "2022年，我镇主动公开政府信息52条。"),
    ("text.year", "2021年全年收到申请3件，均已答复。"),
    ("statutory.basis_cited", "依据国办公开办涵〔2021〕30号编制。"),
    ("statutory.basis_cited", "依据国办公开办函〔2019〕60号编制。"),
    ("statutory.basis_cited", "按照年度报告格式（国办发〔2021〕30号）编制。"),
    ("statutory.basis_cited", "按照年度报告格式（国办公开办函〔2019〕30号）编制。"),
    ("statutory.basis_cited", "依据国办公开办函【2021】30号编制。"),
    ("statutory.basis_cited",
     "根据《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2021〕30号）编制。"),
    ("text.contact", "传真：0000-0000001，电话：0000-0000001。"),
    ("text.contact", "咨询电话：7654321。"),
    ("text.contact", "联系电话：0512-****，欢迎来电。"),
    ("text.contact", "电子邮箱：jiashan163.com。"),
    ("copy.superior", "（六）推进全省政务公开标准化。基层公开不断规范。"),
    ("copy.superior", "（六）指导各乡镇规范公开。基层公开不断规范。"),
    ("copy.superior", "（六）提升我市信息公开水平。基层公开不断规范。"),
)  # fmt: skip


@pytest.mark.parametrize(("check", "sentence"), FAULTY)
def test_a_faulty_sentence_is_found_and_nothing_else(check: str, sentence: str) -> None:
    """The fault fails its own check, and no other check of the report."""
    assert failed(audited(sentence)) == {check}


def test_there_are_as_many_faulty_sentences() -> None:
    """As many as were promised, no two alike."""
    assert len(set(FAULTY)) == len(FAULTY) >= 60


OF_SUB_DISTRICTS = (
    "街道党工委、政府高度重视信息公开工作。",
    "甲山街道人民政府设专人负责。",
    "街道政府每季度研究一次公开工作。",
    "本街道政府新增公示栏两处。",
)


@pytest.mark.parametrize("sentence", OF_SUB_DISTRICTS)
def test_a_sub_district_that_calls_itself_a_government_is_found(sentence: str) -> None:
    """街道 has an office, no government; a town of the same words is not looked at."""
    found = audited(sentence, name=SUBDISTRICT)
    assert failed(found) == {"text.subdistrict_government"}
    assert found["text.subdistrict_government"].severity == "improve"


@pytest.mark.parametrize(
    "sentence",
    [
        "通过街道政府信息公开专栏发布。",
        "街道政府网站页面由区里统一管理。",
        "街道政府采购信息按季公开。",
        "街道党工委、办事处定期研究。",
    ],
)
def test_a_sub_district_may_name_the_information_of_governments(sentence: str) -> None:
    """政府信息 and 政府采购 are words of their own."""
    assert failed(audited(sentence, name=SUBDISTRICT, county="乙川区")) == set()


def test_terms_hold_from_their_year_on() -> None:
    """In 2019 and 2020 the regulation was newly revised."""
    sentence = "认真学习新修订的《政府信息公开条例》。"
    assert "text.outdated_terms" in failed(audited(sentence, year=2021))
    assert "text.outdated_terms" not in failed(audited(sentence, year=2020))


@pytest.mark.parametrize(
    ("county", "sentence", "status"),
    [
        ("常熟市", "在苏州市人民政府网站公开。", "pass"),
        ("江苏省常熟市", "按江苏省人民政府办公厅要求办理。", "pass"),
        ("常熟市", "在无锡市人民政府网站公开。", "fail"),
        ("常熟市", "按浙江省人民政府办公厅要求办理。", "fail"),
        ("市中区", "在乐山市市中区人民政府网站公开。", "pass"),
        ("乙川县", "按乙川县人民政府要求办理。", "pass"),
        ("乙川县", "按丙州市人民政府要求办理。", "pass"),
        ("乙川县", "按苏州市人民政府要求办理。", "pass"),
    ],
)
def test_superior_bodies_are_named_rightly(county: str, sentence: str, status: str) -> None:
    """What a listed county lies in is known; of one in no list only counties are judged."""
    found = audited(sentence, county=county)["text.unit_name"]
    assert found.status == status
    assert found.severity in (None, "verify")


def test_without_a_list_nothing_is_claimed() -> None:
    """Term checks of a policy without terms are not applicable, never passed."""
    bare = replace(KIT_POLICY, lists=type(KIT_POLICY.lists)())
    data = YearData(report(), None, "甲镇", 2023, Path("report.txt"))
    found = {finding.check: finding.status for finding in audit(data, bare)}
    of_lists = ("text.outdated_terms", "statutory.old_regime", "text.instructions_left")
    assert {found[name] for name in (*of_lists, "copy.superior")} == {"not_applicable"}
