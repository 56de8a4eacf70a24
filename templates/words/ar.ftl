# كلمات الواجهة التي ليست من المواد نفسها. Fluent, see https://projectfluent.org/fluent/guide/
# The words of the interface in Arabic. Digits are Western, as in dates.

## Frame of every page
skip = انتقل إلى المحتوى
internal = داخلي
internal-edition = نسخة داخلية
internal-warning = تضم هذه النسخة مواد ليست للنشر. لا تمررها إلى غيرك.
internal-notice = داخلي: ليس للنشر
preview = معاينة
preview-warning = لا يراها غيرك: هذه المادة ليست في الموقع المنشور.
unpublished-draft = مسودة
unpublished-internal = داخلي
unpublished-embargo = محظور النشر مؤقتا
main-menu = القائمة الرئيسية
breadcrumb = مسار التصفح
published-by = الناشر: { $publisher }
page-updated = آخر تحديث لهذه الصفحة: { $date }
feed = خلاصة التحديثات
made-with = أُعد بواسطة { $program }
home = الرئيسية
on-this-page = في هذه الصفحة
jump-to = انتقل إلى
pages = الصفحات
pages-again = الصفحات، مرة أخرى
table-of = { $title }، جدول
table = جدول
as-of = حتى { $date }
colours-automatic = الألوان: تلقائية
colours-light = الألوان: فاتحة
colours-dark = الألوان: داكنة
menu = القائمة
back-to-top = العودة إلى الأعلى
languages = اللغات
untranslated = لم تُترجم هذه الصفحة بعد. نصها بلغة الأصل.
text-untranslated = لم يترجم النص بعد.
translation-behind = تغيّر أصل هذه الصفحة في { $date }، بعد إعداد هذه الترجمة.

## Numbers, lists and ranges
number-group = ,
number-decimal = .
percent = { $number }%
# Spelled out, since a dash between numbers reads backwards wherever the text direction is lost.
percent-band = من { $low } إلى { $high }%
range = من { $low } إلى { $high }
range-with-best = من { $low } إلى { $high } (الأرجح { $best })
from-to = من { $low } إلى { $high }
at-least = { $value } على الأقل
about-value = نحو { $value }
only-part = { $value } ({ $part } فقط)
list-comma = ،{" "}
list-semicolon = ؛{" "}
name-and-name = { $first } و{ $second }
name-and-others = { $first } وآخرون
position = { $lat }، { $lon }
north = { $degrees }° شمالًا
south = { $degrees }° جنوبًا
east = { $degrees }° شرقًا
west = { $degrees }° غربًا

## Note types, one and many
note-type-actor = جهة فاعلة
note-type-source = مصدر
note-type-event = حدث
note-type-place = مكان
note-type-topic = موضوع
note-type-briefing = إحاطة
note-type-page = صفحة
actors = الجهات الفاعلة
sources = المصادر
events = الأحداث
places = الأماكن
topics = الموضوعات
briefings = الإحاطات
note-pages = الصفحات
claims = الإفادات
figures = الأرقام

## Headings and parts of notes
kind = النوع
native-name = الاسم بلغته
also-called = أسماء أخرى
topics-of = الموضوعات
claim = إفادة
relations = العلاقات
relations-of = علاقات { $title }
timeline = التسلسل الزمني
what-it-says = ما صدر عنها
claimed-of-it = ما يُقال عنها
where-named = أين تُذكر
key-judgements = التقديرات الرئيسية
corrections = التصويبات
references = المراجع
reference = المرجع
who = الأطراف
involved = طرف معني
before = قبل ذلك
after = بعد ذلك
before-and-after = ما قبل وما بعد
figures-elsewhere = في صفحات أخرى:
figures-also-elsewhere = وفي صفحات أخرى أيضًا:
review-title = بحاجة إلى مراجعة
review-text = موعد مراجعة هذه الصفحة: { $date }. بعد ذلك اليوم قد تكون أجزاء منها غير محدَّثة.
mention-pages = صفحات مواضع الذكر
mention-pages-again = صفحات مواضع الذكر، مرة أخرى
mention-count = { $count ->
    [zero] لا مواضع في هذا الموقع.
    [one] موضع واحد في هذا الموقع.
    [two] موضعان في هذا الموقع.
    [few] { $count } مواضع في هذا الموقع.
    [many] { $count } موضعًا في هذا الموقع.
   *[other] { $count } موضع في هذا الموقع.
}
mention-count-all = { $count ->
    [zero] لا مواضع.
    [one] موضع واحد في المجموع.
    [two] موضعان في المجموع.
    [few] { $count } مواضع في المجموع.
    [many] { $count } موضعًا في المجموع.
   *[other] { $count } موضع في المجموع.
}
mentions-title = { $title } – مواضع الذكر، الصفحة { $page }
claims-title = { $title } – إفادات مسجَّلة في صفحات أخرى
claims-title-page = { $title } – إفادات مسجَّلة في صفحات أخرى، الصفحة { $page }
claim-pages = صفحات الإفادات
claim-pages-again = صفحات الإفادات، مرة أخرى
newest-claims = أحدث الإفادات: { $count } من أصل { $all }.
all-claims = كلها
earlier-events = { $count ->
    [zero] لا أحداث أسبق في التسلسل الزمني
    [one] حدث أسبق واحد في التسلسل الزمني
    [two] حدثان أسبقان في التسلسل الزمني
    [few] { $count } أحداث أسبق في التسلسل الزمني
    [many] { $count } حدثًا أسبق في التسلسل الزمني
   *[other] { $count } حدث أسبق في التسلسل الزمني
}

## Events
when = متى
edtf-title = التاريخ بصيغة EDTF، مع درجة اليقين
sources-of-account = مصادر هذه الرواية
where = أين

## Facts of notes
fact-born = الميلاد
fact-died = الوفاة
fact-founded = التأسيس
fact-dissolved = الحل
fact-country = البلد
fact-in = في
fact-position = الموقع
fact-precision = دقة الموقع
fact-by = الكاتب
fact-publisher = الناشر
fact-container = نُشر في
fact-published = تاريخ النشر
fact-accessed = تاريخ الاطلاع
fact-language = اللغة

## Sources
retracted = مسحوب
retracted-on = في { $date }
no-reason = لم يُذكر السبب
reliability = الموثوقية
original = الأصل
archived-copy = نسخة محفوظة
archived-copy-link = نسخة محفوظة
kept-on = حُفظت في { $date }
open-copy = فتح
none = لا توجد
our-capture = نسختنا (SHA-256)
about-source = عن هذا المصدر
relays = ما ينقل عنه
relays-words = ينقل هذا المصدر ما ورد في المصادر التالية، وليس شاهدًا ثانيًا إلى جانبها: كل ما يعود إلى أصل واحد يُحسب واحدًا.
relays-origins = بالرجوع إلى البداية: { $origins }.
relayed-by = من ينقل عنه
relayed-by-words = مهما كثر من ينقلون ما ورد هنا، فلما يأخذونه منه أصل واحد ويُحسب مرة واحدة.
falls = ما يسقط بسقوطه
falls-title = ما الذي يسقط لو سقط هذا المصدر
falls-words = لا سند آخر لهذه الإفادات: هو مصدرها الوحيد، أو أن مصادرها كلها تعود إليه.
rests-on-it = ما يستند إليه
cited-by = تستشهد به { $claims } و{ $texts }، والمجموع { $count }.
cited-claims = { $count ->
    [zero] 0 إفادة
    [one] إفادة واحدة
    [two] إفادتان
    [few] { $count } إفادات
    [many] { $count } إفادة
   *[other] { $count } إفادة
}
cited-texts = { $count ->
    [zero] 0 موضع في النصوص
    [one] موضع واحد في النصوص
    [two] موضعان في النصوص
    [few] { $count } مواضع في النصوص
    [many] { $count } موضعًا في النصوص
   *[other] { $count } موضع في النصوص
}
cited-nowhere = لا يستشهد به شيء في هذا الموقع.
cite-as = كيف يُستشهد به
cite-page = كيف يُستشهد بهذه الصفحة
no-date = بلا تاريخ
tree-retracted = مسحوب
begins-here = يبدأ هنا
circle = يعود إلى نفسه: حلقة مغلقة
see-above = انظر أعلاه
see-below = انظر أدناه
more-on-own-page = { $count } أخرى في صفحته
more-relayed = { $count } أخرى ينقل عنها ليست معروضة.
more-relaying = { $count } أخرى تنقل عنه ليست معروضة.

## Claims
status = الحالة
credibility = المصداقية
not-graded = بلا تقييم
support = السند
support-in-common = { $support }، والمشترك بينها:
by = القائل
said = قيلت في
speaks-of = تتحدث عن
concerns = تخص
recorded-in = مسجلة في
contradicted-by = يناقضها { $sources }
stands-against = في مقابلها
stand-against = في مقابلها
more-against = { $count ->
    [zero] ولا إفادات أخرى.
    [one] وإفادة أخرى.
    [two] وإفادتان أخريان.
    [few] و{ $count } إفادات أخرى.
    [many] و{ $count } إفادة أخرى.
   *[other] و{ $count } إفادة أخرى.
}
no-source = بلا مصدر
support-words = { $sources }، { $origins }
count-sources = { $count ->
    [zero] 0 مصدر
    [one] مصدر واحد
    [two] مصدران
    [few] { $count } مصادر
    [many] { $count } مصدرًا
   *[other] { $count } مصدر
}
count-origins = { $count ->
    [zero] 0 أصل
    [one] أصل واحد
    [two] أصلان
    [few] { $count } أصول
    [many] { $count } أصلًا
   *[other] { $count } أصل
}
count-claims = { $count ->
    [zero] 0 إفادة
    [one] إفادة واحدة
    [two] إفادتان
    [few] { $count } إفادات
    [many] { $count } إفادة
   *[other] { $count } إفادة
}
against-both = { $sources } و{ $claims }
source-retracted-only = سُحب مصدرها الوحيد.
source-retracted-all = سُحبت مصادرها كلها.
source-retracted-origin = كل ما يسندها يرجع إلى ما سُحب.
source-retracted-some = { $count ->
    [zero] لم يُسحب أي من مصادرها، وعددها { $all }.
    [one] سُحب مصدر واحد من مصادرها، وعددها { $all }.
    [two] سُحب مصدران من مصادرها، وعددها { $all }.
    [few] سُحبت { $count } من مصادرها، وعددها { $all }.
    [many] سُحب { $count } من مصادرها، وعددها { $all }.
   *[other] سُحب { $count } من مصادرها، وعددها { $all }.
}

## Grades
grade-of-reliability = درجة الموثوقية
grade-of-credibility = درجة المصداقية
grade-words-reliability = الموثوقية { $mark }: { $label }
grade-words-credibility = المصداقية { $mark }: { $label }
grade-line = { $mark } – { $label }
reliability-A = موثوق تمامًا
reliability-B = موثوق عادةً
reliability-C = موثوق إلى حد ما
reliability-D = غير موثوق عادةً
reliability-E = غير موثوق
reliability-F = تعذّر الحكم على موثوقيته
credibility-1 = مؤكدة من مصادر أخرى
credibility-2 = صحيحة على الأرجح
credibility-3 = ربما تكون صحيحة
credibility-4 = مشكوك فيها
credibility-5 = مستبعدة
credibility-6 = تعذّر الحكم على صحتها
status-confirmed = مؤكدة
status-reported = منقولة
status-disputed = محل خلاف
status-contradicted = مُناقَضة
status-superseded = حل محلها غيرها
status-retracted = مسحوبة
likelihood-almost-no-chance = شبه مستحيل
likelihood-very-unlikely = مستبعد جدًا
likelihood-unlikely = مستبعد
likelihood-roughly-even-chance = احتمالان متساويان تقريبًا
likelihood-likely = مرجح
likelihood-very-likely = مرجح جدًا
likelihood-almost-certain = شبه مؤكد
confidence-low = ثقة منخفضة
confidence-moderate = ثقة متوسطة
confidence-high = ثقة عالية
confidence-meaning-low = مصادر شحيحة أو مشكوك فيها أو غير مدعومة بغيرها، وافتراضات كثيرة
confidence-meaning-moderate = مصادر ذات مصداقية، مدعومة بغيرها جزئيًا
confidence-meaning-high = مصادر عالية الجودة مدعومة جيدًا بغيرها، وافتراضات قليلة

## Figures
in-unit = الوحدة: { $unit }
from-note = من { $note }
value = القيمة
of-these = منها
counted-by = جهة الإحصاء
sources-and-remarks = المصادر والملاحظات
col-as-of = حتى
newest-value = { $value }، حتى { $date }
newest-value-since = { $value }، { $date }
later-count = إحصاء لاحق: { $count }
later-count-by = إحصاء لاحق: { $count }، بحسب { $name }
counter-not-named = جهة إحصاء غير مسماة
count-in-words = { $value }، { $date }
count-in-words-by = { $value }، { $date }، { $name }
chart-title = { $title }، الوحدة: { $unit }
chart-words = { $count ->
    [zero] لا إحصاءات.
    [one] إحصاء واحد: { $range }. يضم الجدول الإحصاءات كلها.
    [two] إحصاءان، القيم: { $range }. يضم الجدول الإحصاءات كلها.
    [few] { $count } إحصاءات، القيم: { $range }. يضم الجدول الإحصاءات كلها.
    [many] { $count } إحصاءً، القيم: { $range }. يضم الجدول الإحصاءات كلها.
   *[other] { $count } إحصاء، القيم: { $range }. يضم الجدول الإحصاءات كلها.
}
chart-words-newest = { $count ->
    [zero] لا إحصاءات. الأحدث: { $newest }.
    [one] إحصاء واحد: { $range }. الأحدث: { $newest }. يضم الجدول الإحصاءات كلها.
    [two] إحصاءان، القيم: { $range }. الأحدث: { $newest }. يضم الجدول الإحصاءات كلها.
    [few] { $count } إحصاءات، القيم: { $range }. الأحدث: { $newest }. يضم الجدول الإحصاءات كلها.
    [many] { $count } إحصاءً، القيم: { $range }. الأحدث: { $newest }. يضم الجدول الإحصاءات كلها.
   *[other] { $count } إحصاء، القيم: { $range }. الأحدث: { $newest }. يضم الجدول الإحصاءات كلها.
}
chart-others = جهات أخرى: { $names }
sign-range = من الأدنى إلى الأعلى
sign-at-least = على الأقل
sign-about = مقرَّب أو مقدَّر
sign-period = المدة كلها
sign-one-of = يوم من هذه المدة
sign-on = ذلك اليوم أو بعده
sign-back = ذلك اليوم أو قبله
sign-soft = قرابة ذلك الوقت

## Relations in tables
relation = العلاقة
actor = الجهة
col-when = متى
relation-line = { $from } – { $relation } – { $to }
neighbours-words = { $count ->
    [zero] لا جهات أخرى.
    [one] جهة واحدة، بحسب صلتها بهذه الجهة. يسرد الجدول أدناه العلاقات كلها بحسب التاريخ.
    [two] جهتان، بحسب صلة كل منهما بهذه الجهة. يسرد الجدول أدناه العلاقات كلها بحسب التاريخ.
    [few] { $count } جهات، بحسب صلة كل منها بهذه الجهة. يسرد الجدول أدناه العلاقات كلها بحسب التاريخ.
    [many] { $count } جهة، بحسب صلة كل منها بهذه الجهة. يسرد الجدول أدناه العلاقات كلها بحسب التاريخ.
   *[other] { $count } جهة، بحسب صلة كل منها بهذه الجهة. يسرد الجدول أدناه العلاقات كلها بحسب التاريخ.
}
neighbours-more = و{ $count } أخرى في الجدول
tie-hierarchy = انتماء وقيادة
tie-support = دعم
tie-hostility = معارضة وقتال
tie-other = صلات أخرى
tie-doubtful = محل خلاف أو لم تعد قائمة

## شبكة الجهات الفاعلة
network = الشبكة
network-description = جميع العلاقات بين الجهات الفاعلة.
network-title = شبكة الجهات الفاعلة
network-words = { $actors } والعلاقات بينها. ويقول الجدول أدناه الشيء نفسه.
network-view = رسم الشبكة
network-count = { $relations } بين { $actors }.
network-relations = { $count ->
    [zero] لا علاقات
    [one] علاقة واحدة
    [two] علاقتان
    [few] { $count } علاقات
    [many] { $count } علاقة
   *[other] { $count } علاقة
}
network-actors = { $count ->
    [zero] لا جهات فاعلة
    [one] جهة فاعلة واحدة
    [two] جهتين فاعلتين
    [few] { $count } جهات فاعلة
    [many] { $count } جهة فاعلة
   *[other] { $count } جهة فاعلة
}
network-drawn = رُسمت الجهات ذات العلاقات الأكثر، وعددها { $count }؛ وفي الجدول جميعها.
network-narrow = تضييق الشبكة
network-family = جميع هذه
network-only-in = في سنة
network-year = السنة
network-shown = العلاقات: { $shown } من { $all }
network-shown-of = { $name }: { $shown } من { $all } علاقة
network-perhaps = المتقطع: ربما في هذه السنة.
network-larger = تكبير
network-smaller = تصغير
network-whole = الكل
network-hint = اختر جهة فاعلة لترى ما يجاورها، واخترها مرة أخرى لفتح صفحتها. كبّر بالأزرار أو بإصبعين أو بمفتاح Ctrl مع العجلة، وحرّك بالفأرة أو بإصبعين أو بمفاتيح الأسهم.
network-table = جميع العلاقات
network-table-label = جميع العلاقات، جدول
network-other = الجهة الأخرى
network-status = الحالة

## Where a note is named
seat-text = في النص
seat-contradicts = يناقض إفادة
seat-claim = إفادة
seat-figure = رقم
seat-relation = علاقة
seat-participant = دور في الحدث
seat-judgement = تقدير
seat-account = رواية الحدث
seat-place = مكان الحدث
seat-name = اسم
seat-featured = مذكور في الواجهة
seat-field = حقل
role-line = { $actor }: { $role }
figure-line = { $title }: { $value } ({ $date })

## Citations and texts
back-to-places = العودة إلى مواضع الاستشهاد به
footnotes = الحواشي
footnote = الحاشية { $number }
back-to-text = العودة إلى النص
task-done = أُنجز
task-open = لم يُنجز
alert-note = ملاحظة
alert-tip = نصيحة
alert-important = مهم
alert-warning = تنبيه
alert-caution = تحذير
alert-abstract = ملخص
alert-info = معلومة
alert-todo = للإنجاز
alert-success = أُنجز
alert-question = سؤال
alert-failure = إخفاق
alert-danger = خطر
alert-bug = خلل
alert-example = مثال
alert-quote = اقتباس

## Home
no-notes-yet = لا مواد بعد. اكتب أول مادة في ملف مثل { $file }، ثم أعد البناء.
judgement-count = { $count ->
    [zero] لا تقديرات رئيسية
    [one] تقدير رئيسي واحد
    [two] تقديران رئيسيان
    [few] { $count } تقديرات رئيسية
    [many] { $count } تقديرًا رئيسيًا
   *[other] { $count } تقدير رئيسي
}
judgement-count-of = { $count ->
    [zero] لا تقديرات رئيسية: { $title }
    [one] تقدير رئيسي واحد: { $title }
    [two] تقديران رئيسيان: { $title }
    [few] { $count } تقديرات رئيسية: { $title }
    [many] { $count } تقديرًا رئيسيًا: { $title }
   *[other] { $count } تقدير رئيسي: { $title }
}
latest-events = أحدث الأحداث
whole-timeline = التسلسل الزمني كله
key-figures = أبرز الأرقام
latest-briefings = أحدث الإحاطات
more-briefings = إحاطات أخرى
in-numbers = بالأرقام
note-count = { $count ->
    [zero] لا مواد
    [one] مادة واحدة
    [two] مادتان
    [few] { $count } مواد
    [many] { $count } مادة
   *[other] { $count } مادة
}
how-sourced = كيف وُثّق
sourcing-report = تقرير التوثيق
what-changed = ما تغيّر
all-changes = كل التغييرات
counted-actors = { $count ->
    [zero] جهات فاعلة
    [one] جهة فاعلة
    [two] جهتان فاعلتان
    [few] جهات فاعلة
    [many] جهة فاعلة
   *[other] جهة فاعلة
}
counted-sources = { $count ->
    [zero] مصادر
    [one] مصدر
    [two] مصدران
    [few] مصادر
    [many] مصدرًا
   *[other] مصدر
}
counted-events = { $count ->
    [zero] أحداث
    [one] حدث
    [two] حدثان
    [few] أحداث
    [many] حدثًا
   *[other] حدث
}
counted-places = { $count ->
    [zero] أماكن
    [one] مكان
    [two] مكانان
    [few] أماكن
    [many] مكانًا
   *[other] مكان
}
counted-topics = { $count ->
    [zero] موضوعات
    [one] موضوع
    [two] موضوعان
    [few] موضوعات
    [many] موضوعًا
   *[other] موضوع
}
counted-briefings = { $count ->
    [zero] إحاطات
    [one] إحاطة
    [two] إحاطتان
    [few] إحاطات
    [many] إحاطة
   *[other] إحاطة
}
counted-claims = { $count ->
    [zero] إفادات
    [one] إفادة
    [two] إفادتان
    [few] إفادات
    [many] إفادة
   *[other] إفادة
}
counted-figures = { $count ->
    [zero] أرقام
    [one] رقم
    [two] رقمان
    [few] أرقام
    [many] رقمًا
   *[other] رقم
}
count-label-citations = { $count ->
    [zero] استشهادات
    [one] استشهاد
    [two] استشهادان
    [few] استشهادات
    [many] استشهادًا
   *[other] استشهاد
}
count-label-in-texts = منها في النصوص
count-label-graded = { $count ->
    [zero] مصادر مقيَّمة
    [one] مصدر مقيَّم
    [two] مصدران مقيَّمان
    [few] مصادر مقيَّمة
    [many] مصدرًا مقيَّمًا
   *[other] مصدر مقيَّم
}
count-label-contradicted = { $count ->
    [zero] إفادات لها ما يناقضها
    [one] إفادة لها ما يناقضها
    [two] إفادتان لهما ما يناقضهما
    [few] إفادات لها ما يناقضها
    [many] إفادة لها ما يناقضها
   *[other] إفادة لها ما يناقضها
}

## Menu and titles of pages
menu-sourcing = التوثيق
menu-changes = التغييرات
menu-about = عن الموقع

## Changes
changes-title = التغييرات
changes-words = المواد الجديدة والمحدَّثة والمصوَّبة، الأحدث أولًا.
changes-none = لا مادة تحمل تاريخ تغيير بعد.
change-updated = تحديث
change-corrected = تصويب
change-line = { $date }، { $what }
corrected-title = تصويب: { $title }

## Timeline
timeline-words = كل الأحداث بحسب السنة.
timeline-year = التسلسل الزمني: { $year }
timeline-year-words = الأحداث: { $year }.
year-pages = صفحات هذه السنة
years-before-and-after = السنة السابقة والسنة اللاحقة
each-year-own-page = لكل سنة صفحة خاصة بها.
events-by-year = الأحداث بحسب السنة
undated = بلا تاريخ
events-word = { $count ->
    [zero] أحداث
    [one] حدث
    [two] حدثان
    [few] أحداث
    [many] حدثًا
   *[other] حدث
}
event-count = { $count ->
    [zero] لا أحداث.
    [one] حدث واحد.
    [two] حدثان.
    [few] { $count } أحداث.
    [many] { $count } حدثًا.
   *[other] { $count } حدث.
}
year-pages-again = صفحات هذه السنة، مرة أخرى
events-by-month = الأحداث بحسب الشهر
month-not-known = الشهر غير معروف
years-left-out = بلا أحداث، محذوفة من الرسم
bars-months = كل عمود شهر بأحداثه؛ وما امتد زمنًا يُحسب عند بدايته.
bars-loose = كل عمود شهر بأحداثه؛ وتحت الخط، بلون باهت، ما لا تُعرف منه إلا السنة. وما امتد زمنًا يُحسب عند بدايته.
bars-years = { $count ->
    [zero] كل عمود { $count } سنة.
    [one] كل عمود سنة واحدة.
    [two] كل عمود سنتان.
    [few] كل عمود { $count } سنوات.
    [many] كل عمود { $count } سنة.
   *[other] كل عمود { $count } سنة.
}
timelines-of-one = الخط الزمني لجهة أو مكان أو موضوع
times = الفترات
more-relations = وفي العلاقات غيرها: { $count }
lived = عاش
existed = مدة الوجود
reading-marks = كيف تُقرأ العلامات
mark-day = اليوم معروف
mark-coarse = نحو هذا اليوم أو الشهر
mark-band = يوم ما في هذه المدة
mark-period = المدة كلها
mark-about = تقريبي
mark-unsure = غير مؤكد
mark-on = يستمر، أو يتجاوز حد الرسم
mark-unknown = لا تُعرف النهاية أو البداية
mark-one-of = أحد هذه الأيام
mark-gap = مدة طويلة بلا أحداث محذوفة من الرسم

## Registers
register-all-actors = كل الجهات الفاعلة.
register-all-sources = كل المصادر.
register-all-events = كل الأحداث.
register-all-places = كل الأماكن.
register-all-topics = كل الموضوعات.
register-all-briefings = كل الإحاطات.
register-all-claims = كل الإفادات.
register-all-figures = كل الأرقام.
register-title = { $title }، { $order }
register-tally = العدد { $count }، { $order }.
claim-under-each-topic = ترد كل إفادة تحت كل موضوع من موضوعاتها.
orders = الترتيب
order-newest = الأحدث أولًا
order-kind = بحسب النوع
order-status = بحسب الحالة
order-speaker = بحسب القائل
order-credibility = بحسب المصداقية
order-topic = بحسب الموضوع
order-title = أبجديًا
order-reliability = بحسب الموثوقية
order-publisher = بحسب الناشر
outside-order = خارج الترتيب: ليست درجة أدنى، بل لا درجة
no-grade = بلا درجة
no-status = بلا حالة
no-topic = بلا موضوع
nobody-named = لم يُسمَّ أحد
no-publisher = لم يُسمَّ ناشر
other-kind = غير ذلك
not-named = غير مسماة
col-event = الحدث
col-place = المكان
col-topic = الموضوع
col-briefing = الإحاطة
col-source = المصدر
col-figure = الرقم
col-native = الاسم بلغته
col-named-in = مواضع الذكر
col-cited = استشهادات
col-date = التاريخ
col-published = تاريخ النشر
col-notes = المواد
col-newest-value = أحدث قيمة
col-all-counts = كل الإحصاءات
col-range = من الأدنى إلى الأعلى
col-counts = الإحصاءات
col-counters = جهات الإحصاء
col-said-by = القائل

## Filter of a register
filter-actors = تصفية الجهات الفاعلة
filter-sources = تصفية المصادر
filter-events = تصفية الأحداث
filter-places = تصفية الأماكن
filter-topics = تصفية الموضوعات
filter-briefings = تصفية الإحاطات
filter-claims = تصفية الإفادات
filter-figures = تصفية الأرقام
filter-words = كلمات
filter-all = الكل
filter-option = { $label } ({ $count })
filter-order = الترتيب
filter-as-on-page = كما في الصفحة
filter-newest-first = { $column }: الأحدث أولًا
filter-oldest-first = { $column }: الأقدم أولًا
filter-most-first = { $column }: الأكثر أولًا
filter-fewest-first = { $column }: الأقل أولًا
filter-best-first = { $column }: الأعلى أولًا
filter-worst-first = { $column }: الأدنى أولًا
filter-reversed = { $column }، معكوسًا
filter-a-z = { $column }: من الألف إلى الياء
filter-z-a = { $column }: من الياء إلى الألف
filter-reset = إعادة الضبط
filter-none = لا شيء يطابق.
filter-shown-actors = الجهات الفاعلة: { $shown } من { $all }
filter-shown-sources = المصادر: { $shown } من { $all }
filter-shown-events = الأحداث: { $shown } من { $all }
filter-shown-places = الأماكن: { $shown } من { $all }
filter-shown-topics = الموضوعات: { $shown } من { $all }
filter-shown-briefings = الإحاطات: { $shown } من { $all }
filter-shown-claims = الإفادات: { $shown } من { $all }
filter-shown-figures = الأرقام: { $shown } من { $all }
filter-part-timeline = في هذه الصفحة. تعمل التصفية في هذه الصفحة وحدها؛ وفي الخط الزمني كله { $count }.
filter-part = في هذه الصفحة. تعمل التصفية في هذه الصفحة وحدها؛ وفي السجل كله { $count }.

## Search
search = بحث
search-key = اختصار: المفتاح / ينتقل إلى البحث
search-description = بحث في نصوص كل الصفحات.
search-this-site = البحث في هذا الموقع
search-words = كلمات
search-help = تكفي بدايات الكلمات. علامتا الاقتباس تطلبان الكلمات بصيغتها نفسها. تتنقل مفاتيح الأسهم بين النتائج.
search-kinds = أنواع المواد
search-years = السنوات
search-from = من
search-to = إلى
search-found = عدد النتائج: { $count }
search-none = لا نتائج.
search-any = لا مادة تضم هذه الكلمات كلها. هذه تضم بعضها.
search-common = ترد هذه الكلمات في كل المواد تقريبًا.
search-instead = لا شيء يضم «{ $word }». المعروض بدلًا منها: { $others }
search-more = عرض المزيد: { $count }
also = وأيضًا
search-failed = تتعذر قراءة فهرس البحث الآن. تضم السجلات أدناه كل شيء.
search-why = يحتاج البحث إلى السكربتات وخادم ويب: لا تسمح المتصفحات لصفحة محفوظة على القرص بقراءة الفهرس المجاور لها. تضم السجلات أدناه كل شيء بالترتيب.
registers = السجلات

## Sourcing report
sourcing-title = تقرير التوثيق
sourcing-words = كم مما يقوله هذا الموقع يسمي مصادره، وأين يقف على أرض رخوة.
names-a-source = ما يسمي مصدرًا
share-of = { $sourced } من { $of }
total-paragraphs = فقرات الإحاطات والجهات الفاعلة
total-claims = الإفادات
total-counts = إحصاءات الأرقام
total-relations = العلاقات بين الجهات الفاعلة
total-events = الأحداث
briefings-words = كم من الفقرات يستشهد بمصدر، وكم من الإفادات والإحصاءات والعلاقات يسمي مصدرًا، وكم إفادة تعود إلى أصل واحد.
gaps-title = مواد أخرى فيها ما لا يسمي مصدرًا
gaps-table = مواد فيها ثغرات
left-out = { $count } أخرى غير مدرجة هنا.
left-out-data = { $count } أخرى غير مدرجة هنا؛ وكلها في { $data }.
the-data = البيانات
older-left-out = { $count } أقدم غير مدرجة هنا.
older-left-out-data = { $count } أقدم غير مدرجة هنا؛ وكلها في { $data }.
reviews-title = حان موعد مراجعتها
reviews-words = بعد هذا اليوم قد تكون المادة غير محدَّثة.
same-for-programs = البيانات نفسها للبرامج: { $data }
col-note = المادة
col-paragraphs = الفقرات
col-one-origin = أصل واحد
none-of-these = لا يوجد
badge = التوثيق
badge-paragraphs = فقرات تستشهد بمصدر: { $sourced } من { $of }
badge-claims = إفادات: { $sourced } من { $of }
badge-one-origin = على أصل واحد: { $count }
list-contradicted = إفادات مُناقَضة أو محل خلاف
list-contradicted-words = في هذا الموقع ما يقول غيرها، أو أن حالتها تقول ذلك.
list-single-origin = إفادات لها أصل واحد
list-single-origin-words = كل ما يسندها يعود إلى مصدر واحد، مهما كثر من ينقلونه.
list-on-retracted = إفادات على مصادر مسحوبة
list-on-retracted-words = سحب ناشرٌ مصدرًا واحدًا على الأقل من مصادرها.
list-retracted = مصادر مسحوبة
list-retracted-words = سحبها ناشروها.
list-circles = توثيق دائري
list-circles-words = ينقل بعضها عن بعض، فليس أي منها منشأ الرواية.
list-ungraded = مصادر بلا درجة
list-ungraded-words = يُستشهد بها، لكن لم يقل أحد ما مدى موثوقيتها.
list-unarchived = مصادر بلا نسخة
list-unarchived-words = هي على الشبكة ولم تُسجَّل لها نسخة محفوظة أو محلية؛ فإن زالت الصفحة زالت معها.
list-never-cited = مصادر لا يستند إليها شيء
list-never-cited-words = لا تستشهد بها مادة، ولا ينقل عنها مصدر مستشهَد به.

## About, where no note is
about-title = عن الموقع
about-site = عن هذا الموقع
how-to-read = كيف يُقرأ
about-numbers = الرقم بين قوسين، مثل [1]، يقود إلى قائمة المراجع في أسفل الصفحة، ومنها إلى صفحة المصدر. وتبيّن تلك الصفحة مدى موثوقية المصدر وتسرد كل ما يستند إليه.
about-claims = الإفادات أقوال صدرت عن أحد: تسمي كل منها قائلها وتاريخها والمصادر التي توردها أو تناقضها. أما التقديرات فهي استنتاجات الكتّاب أنفسهم.
published-by-sentence = الناشر: { $publisher }.
about-reliability = موثوقية المصادر
about-credibility = مصداقية الإفادات
about-likelihood = الاحتمال في التقديرات
col-grade = الدرجة
col-meaning = المعنى
col-words = الكلمات
col-probability = الاحتمال

## Not found, and moved
not-found = الصفحة غير موجودة
not-found-words = لا صفحة في هذا العنوان. ربما نُقلت، أو أن الرابط إليها غير صحيح.
not-found-near = هل كنت تبحث عن إحدى هذه الصفحات؟
not-found-all = كل ما في الموقع
moved = نُقلت هذه الصفحة
moved-words = هي الآن في { $link }.

## Kinds of actors, sources and events; roles; precision
actor-kind-person = شخص
actor-kind-state = دولة
actor-kind-government-body = هيئة حكومية
actor-kind-armed-group = جماعة مسلحة
actor-kind-military-force = قوة عسكرية
actor-kind-coalition = تحالف
actor-kind-political-party = حزب سياسي
actor-kind-organization = منظمة
actor-kind-media = وسيلة إعلام
source-kind-news = خبر صحفي
source-kind-official = وثيقة رسمية
source-kind-report = تقرير
source-kind-paper = ورقة بحثية
source-kind-book = كتاب
source-kind-dataset = مجموعة بيانات
source-kind-transcript = نص مفرَّغ
source-kind-interview = مقابلة
source-kind-social = وسائل تواصل اجتماعي
source-kind-reference = عمل مرجعي
event-kind-attack = هجوم
event-kind-strike = ضربة
event-kind-battle = معركة
event-kind-operation = عملية
event-kind-statement = بيان
event-kind-report = تقرير
event-kind-agreement = اتفاق
event-kind-law = قانون
event-kind-vote = تصويت
event-kind-appointment = تعيين
event-kind-arrest = اعتقال
event-kind-death = وفاة
event-kind-founding = تأسيس
event-kind-displacement = نزوح
event-kind-meeting = اجتماع
event-kind-other = حدث آخر
role-perpetrator = المنفّذ
role-claimed-by = المتبنّي
role-blamed = المتهَم
role-target = المستهدَف
role-participant = مشارك
role-speaker = المتحدث
role-host = المضيف
role-signatory = موقّع
role-mediator = الوسيط
role-subject = موضوع الحدث
precision-exact = موقع دقيق
precision-town = بلدة
precision-area = منطقة
precision-region = إقليم

## Relations, each in both directions
relation-member-of = عضو في
relation-has-member = من أعضائها
relation-part-of = جزء من
relation-has-part = من أجزائها
relation-branch-of = فرع من
relation-has-branch = من فروعها
relation-leads = يقود
relation-led-by = بقيادة
relation-commands = يتولى القيادة العسكرية لـ
relation-commanded-by = تحت القيادة العسكرية لـ
relation-founded = أسّس
relation-founded-by = أسّسها
relation-successor-of = خلَف
relation-preceded-by = سبقها
relation-split-from = انشق عن
relation-has-splinter = انشق عنها
relation-works-for = يعمل لدى
relation-employs = يعمل لديها
relation-represents = يمثّل
relation-represented-by = يمثّلها
relation-supports = يدعم
relation-supported-by = مدعوم من
relation-sponsors = يرعى
relation-sponsored-by = برعاية
relation-inspired = ألهم
relation-inspired-by = مستلهم من
relation-model-for = نموذج لـ
relation-modelled-on = على نموذج
relation-interviewed = أجرى مقابلة مع
relation-interviewed-by = أجرى معه مقابلة
relation-hosts = يستضيف
relation-hosted-by = في ضيافة
relation-family-of = من عائلة
relation-allied-with = متحالف مع
relation-cooperates-with = يتعاون مع
relation-negotiates-with = يتفاوض مع
relation-opposes = يعارض
relation-fights = يقاتل
relation-linked-to = مرتبط بـ

## Places in sources
locator-page = { $many ->
    [yes] ص ص { $value }
   *[no] ص { $value }
}
locator-book = { $many ->
    [yes] الكتب { $value }
   *[no] الكتاب { $value }
}
locator-chapter = { $many ->
    [yes] الفصول { $value }
   *[no] الفصل { $value }
}
locator-column = { $many ->
    [yes] الأعمدة { $value }
   *[no] العمود { $value }
}
locator-figure = { $many ->
    [yes] الأشكال { $value }
   *[no] الشكل { $value }
}
locator-folio = { $many ->
    [yes] الأوراق { $value }
   *[no] الورقة { $value }
}
locator-issue = { $many ->
    [yes] الأعداد { $value }
   *[no] العدد { $value }
}
locator-line = { $many ->
    [yes] الأسطر { $value }
   *[no] السطر { $value }
}
locator-note = { $many ->
    [yes] الحواشي { $value }
   *[no] الحاشية { $value }
}
locator-opus = { $many ->
    [yes] المؤلفات { $value }
   *[no] المؤلَّف { $value }
}
locator-paragraph = { $many ->
    [yes] الفقرات { $value }
   *[no] الفقرة { $value }
}
locator-part = { $many ->
    [yes] الأجزاء { $value }
   *[no] الجزء { $value }
}
locator-section = { $many ->
    [yes] الأقسام { $value }
   *[no] القسم { $value }
}
locator-sub-verbo = { $many ->
    [yes] المداخل { $value }
   *[no] المدخل { $value }
}
locator-verse = { $many ->
    [yes] الآيات { $value }
   *[no] الآية { $value }
}
locator-volume = { $many ->
    [yes] المجلدات { $value }
   *[no] المجلد { $value }
}
locator-table = { $many ->
    [yes] الجداول { $value }
   *[no] الجدول { $value }
}
locator-appendix = { $many ->
    [yes] الملاحق { $value }
   *[no] الملحق { $value }
}
locator-cell = { $many ->
    [yes] الخلايا { $value }
   *[no] الخلية { $value }
}
locator-timestamp = { $value }

## Languages
language-ar = العربية
language-ckb = الكردية
language-de = الألمانية
language-en = الإنجليزية
language-es = الإسبانية
language-fa = الفارسية
language-fr = الفرنسية
language-he = العبرية
language-it = الإيطالية
language-kmr = الكردية
language-ku = الكردية
language-ru = الروسية
language-tr = التركية
language-uk = الأوكرانية
language-zh = الصينية

## Maps
map = خريطة
map-exact = موقع دقيق
map-town = في موضع ما من البلدة
map-area = في حدود 10 كم تقريبًا
map-region = في حدود 50 كم تقريبًا
map-counts = عدد الأحداث
map-groups = ‎+2: أماكن أخرى قريبة
map-disputed = حدود متنازع عليها
map-credit = الحدود: Natural Earth؛ ورسمها لا يعبّر عن أي موقف.
map-places = الأماكن على الخريطة
map-position = الموقع
map-km = { $length } كم
map-table = { $count ->
    [zero] الخريطة في جدول: 0 مكان
    [one] الخريطة في جدول: مكان واحد
    [two] الخريطة في جدول: مكانان
    [few] الخريطة في جدول: { $count } أماكن
    [many] الخريطة في جدول: { $count } مكانًا
   *[other] الخريطة في جدول: { $count } مكان
}
map-events = { $count ->
    [zero] 0 حدث
    [one] حدث واحد
    [two] حدثان
    [few] { $count } أحداث
    [many] { $count } حدثًا
   *[other] { $count } حدث
}
map-near = { $count ->
    [zero] 0 مكان قريب
    [one] مكان قريب واحد
    [two] مكانان قريبان
    [few] { $count } أماكن قريبة
    [many] { $count } مكانًا قريبًا
   *[other] { $count } مكان قريب
}
map-sign = { $place }: { $events }
map-sign-near = { $place }: { $events }؛ { $others }: { $more }
map-missing = ليست على الخريطة لعدم تسجيل موقعها: { $places }.
map-more = { $count ->
    [zero] لا أماكن أخرى.
    [one] مكان آخر أحداثه أقل لم يُرسم.
    [two] مكانان آخران أحداثهما أقل لم يُرسما.
    [few] { $count } أماكن أخرى أحداثها أقل لم تُرسم.
    [many] { $count } مكانًا آخر أحداثها أقل لم تُرسم.
   *[other] { $count } مكان آخر أحداثها أقل لم تُرسم.
}
map-missing-more = { $places } و{ $count } غيرها
