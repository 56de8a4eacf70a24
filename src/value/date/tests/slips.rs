use super::{Date, date};

#[test]
fn slips_get_the_right_form() {
    for (slip, right) in [
        ("24/03/2024", "2024-03-24"),
        ("03/24/2024", "2024-03-24"),
        ("24.03.2024", "2024-03-24"),
        ("4.4.2024", "2024-04-04"),
        ("2024/03/24", "2024-03-24"),
        ("2024/03", "2024-03"),
        ("3/2024", "2024-03"),
        ("20240324", "2024-03-24"),
        ("2024-13-05", "2024-05-13"),
        ("2024-3-4", "2024-03-04"),
        ("March 2024", "2024-03"),
        ("24 March 2024", "2024-03-24"),
        ("Mar. 24th, 2024", "2024-03-24"),
        ("24-25 March 2024", "2024-03-24/2024-03-25"),
        ("24 آذار 2024", "2024-03-24"),
        ("٢٤ تشرين الأول ٢٠٢٤", "2024-10-24"),
        ("Spring 2024", "2024-21"),
        ("Q3 2024", "2024-35"),
        ("1990s", "199X"),
        ("19th century", "18XX"),
        ("201x", "201X"),
        ("c. 2024", "2024~"),
        ("ca 2024", "2024~"),
        ("about March 2024", "2024-03~"),
        ("probably 24 March 2024", "2024-03-24?"),
        ("2014-2017", "2014/2017"),
        ("2014–17", "2014/2017"),
        ("2017-", "2017/.."),
        ("2017 - present", "2017/.."),
        ("since 2017", "2017/.."),
        ("until May 2017", "../2017-05"),
        ("before 2018-08", "[..2018-07]"),
        ("after 2018", "[2019..]"),
        ("2024-03-24 - 2024-03-25", "2024-03-24/2024-03-25"),
        ("from March 2024 to 14/5/2024", "2024-03/2024-05-14"),
        ("between 2023-10-11 and 2023-10-20", "[2023-10-11..2023-10-20]"),
        ("بين 2014 و2017", "[2014..2017]"),
        ("2023 or 2024", "[2023,2024]"),
        ("mid-October 2023", "[2023-10-11..2023-10-20]"),
        ("منتصف أكتوبر 2023", "[2023-10-11..2023-10-20]"),
        ("17.2.2024 9:30", "2024-02-17T09:30"),
        ("2024/25", "2024/2025"),
        ("2014 - 21", "2014/2021"),
        ("Late February 2024", "[2024-02-21..2024-02-29]"),
        ("early 2023", "[2023-01..2023-04]"),
        ("[2024-03-24, 2024-03-25]", "[2024-03-24,2024-03-25]"),
        ("2024-03-24 21:30", "2024-03-24T21:30"),
        (" 2024-03-24", "2024-03-24"),
    ] {
        assert_eq!(Date::parse(slip).expect_err(slip).help, format!("write `{right}`"), "{slip}");
        date(right);
    }
    let help = Date::parse("03/04/2024-05/06/2024").expect_err("two readings").help;
    assert!(
        help.contains("`2024-04-03/2024-06-05` if the day comes first, `2024-03-04/2024-05-06` if"),
        "{help}"
    );
    let error = Date::parse("03/04/2024").expect_err("two readings");
    assert_eq!(error.help, "write `2024-04-03` if the day comes first, `2024-03-04` if the month does");
    assert_eq!(error.message, "`03/04/2024` is not a date in EDTF");
    let help = Date::parse("unknown").expect_err("none").help;
    assert!(
        help.starts_with("leave the date out while it is not known; where one is needed, give bounds"),
        "{help}"
    );
    for bounds in ["[2014..2017]", "201X"] {
        assert!(help.contains(bounds) && Date::parse(bounds).is_ok());
    }
    assert!(Date::parse("soon").expect_err("none").help.contains("`2023-10~`"));
    assert_eq!(Date::parse("201x").expect_err("case").offset, 3);
}
