//! What was put right in the catalogue and no example can show: texts, numbers, categories, papers, what excludes what.

use serde_json::Value;

/// Policy, place in it, a text that it holds.
const SAID: [(&str, &str, &str); 23] = [
    ("gov-procurement-reserve", "/benefit/text/zh", "工程2022年7月至2026年底为40%以上"),
    ("gov-procurement-works-40", "/benefit/text/zh", "预付款提高到合同金额的30%以上"),
    ("gov-procurement-price-deduction", "/benefit/text/zh", "工程项目不在提高之内，另有扣除"),
    ("vat-software-refund", "/benefit/text/zh", "软件产品销售额的3%"),
    ("vat-disabled-refund", "/benefit/text/zh", "当地月最低工资标准的4倍"),
    ("vat-farm-own", "/summary/zh", "合作社销售本社成员的产品另有规定"),
    ("rd-super-120-ic", "/documents/0/number", "财政部 税务总局 国家发展改革委 工业和信息化部公告2023年第44号"),
    ("getihu-regulation-2022", "/documents/0/number", "国务院令第755号"),
    ("sme-support-system-2020", "/documents/0/number", "工信部联企业〔2020〕108号"),
    ("complaint-platform", "/benefit/text/zh", "30日内书面反馈处理结果，情况复杂的最长90日"),
    ("public-service-platforms", "/documents/0/issued", "2025-10-21"),
    ("patent-fee-reduction", "/benefit/text/zh", "年费限授权当年起10年内"),
    ("startup-guarantee-loan-2023", "/benefit/text/zh", "总额可到各人额度之和的110%；展期、逾期的贷款不贴息"),
    ("sme-payment-2025", "/steps/2/zh", "第十一条"),
    ("sme-payment-2025", "/steps/3/zh", "第十三条"),
    ("sme-payment-2025", "/steps/4/zh", "30日内确认（第十六条）"),
    ("internship-subsidy", "/summary/zh", "16至24岁登记失业青年"),
    ("ui-rebate-2025", "/documents/0/number", "人社部发〔2025〕18号"),
    ("skill-subsidy-2025", "/documents/0/number", "人社部发〔2025〕18号"),
    ("tech-upgrade-relending", "/category", "loan-access"),
    ("fee-catalogue-2025", "/category", "rights-protection"),
    ("sme-legal-service", "/documents/1/title", "第三十条"),
    ("sme-loan-subsidy-2026-08", "/benefit/text/zh", "经办机构为21家全国性银行"),
];

/// Policy, a text that stood in it and was wrong.
const NOT_SAID: [(&str, &str); 5] = [
    ("vat-software-refund", "vat-adv-mfg-5"),
    ("vat-disabled-refund", "vat-software-refund"),
    ("sme-loan-subsidy-2026-08", "扩大到21家"),
    ("startup-veterans", "江苏、天津、四川等地"),
    ("tier-little-giant-2022", "2026年度复核仍按它把握"),
];

/// The papers of measures that are applied for or declared: none, as a notice or the rules say, or what they name.
const PAPERS: [(&str, Option<usize>); 8] = [
    ("six-taxes-two-fees-2023", Some(0)),
    ("cit-small-profit-2023", Some(0)),
    ("pit-individual-half-2023", Some(1)),
    ("vat-smallscale-threshold-2026", None),
    ("vat-lender-1m", None),
    ("vat-lender-10m", None),
    ("vat-guarantee", None),
    ("vat-coop-member-produce-2026", None),
];

fn policy<'a>(catalogue: &'a Value, id: &str) -> &'a Value {
    catalogue["policies"].as_array().unwrap().iter().find(|policy| policy["id"] == id).unwrap()
}

#[test]
fn what_was_put_right_stays_so() {
    let catalogue = fixtures::json("policies.json");
    for (id, place, text) in SAID {
        let found = policy(&catalogue, id).pointer(place).unwrap_or(&Value::Null);
        assert!(found.as_str().is_some_and(|found| found.contains(text)), "{id} {place}: {found}");
    }
    for (id, text) in NOT_SAID {
        assert!(!policy(&catalogue, id).to_string().contains(text), "{id}: {text}");
    }
}

#[test]
fn no_papers_are_needed_only_where_a_document_says_so() {
    let catalogue = fixtures::json("policies.json");
    for (id, papers) in PAPERS {
        let found = policy(&catalogue, id).get("materials").and_then(Value::as_array).map(Vec::len);
        assert_eq!(found, papers, "{id}");
    }
}
