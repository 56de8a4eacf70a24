# The words of the interface that are not the notes'. Fluent, see https://projectfluent.org/fluent/guide/

## Frame of every page
skip = Skip to content
internal = Internal
internal-edition = Internal edition
internal-warning = This edition holds notes that are not for publication. Do not pass it on.
internal-notice = Internal: not to be published
preview = Preview
preview-warning = Only you see this: the note is not in the site that readers get.
unpublished-draft = Draft
unpublished-internal = Internal
unpublished-embargo = Under embargo
main-menu = Main
breadcrumb = Breadcrumb
published-by = Published by { $publisher }
page-updated = This page was updated on { $date }
feed = Feed
made-with = Made with { $program }
home = Home
on-this-page = On this page
jump-to = Jump to
pages = Pages
pages-again = Pages, again
table-of = { $title }, table
table = Table
as-of = As of { $date }
colours-automatic = Colours: automatic
colours-light = Colours: light
colours-dark = Colours: dark
menu = Menu
back-to-top = Back to top
languages = Languages
untranslated = This page has not been translated yet. Its text is in the language of the original.
text-untranslated = The text has not been translated yet.
translation-behind = The original of this page was changed on { $date }, after this translation was made.

## Numbers, lists and ranges
# What stands between groups of three digits, and before decimals.
number-group = ,
number-decimal = .
percent = { $number } %
percent-band = { $low }–{ $high } %
range = { $low }–{ $high }
range-with-best = { $low }–{ $high } (best { $best })
from-to = { $low } to { $high }
at-least = at least { $value }
about-value = about { $value }
only-part = { $value } ({ $part } only)
list-comma = ,{" "}
list-semicolon = ;{" "}
name-and-name = { $first } and { $second }
name-and-others = { $first } and others
position = { $lat }, { $lon }
north = { $degrees }° N
south = { $degrees }° S
east = { $degrees }° E
west = { $degrees }° W

## Note types, one and many
note-type-actor = Actor
note-type-source = Source
note-type-event = Event
note-type-place = Place
note-type-topic = Topic
note-type-briefing = Briefing
note-type-page = Page
actors = Actors
sources = Sources
events = Events
places = Places
topics = Topics
briefings = Briefings
# Several notes of the type `page`.
note-pages = Pages
claims = Claims
figures = Figures

## Headings and parts of notes
kind = Kind
native-name = In its own language
also-called = Also called
topics-of = Topics
claim = Claim
relations = Relations
relations-of = Relations of { $title }
timeline = Timeline
what-it-says = What it says
claimed-of-it = What is claimed of it
where-named = Where it is named
key-judgements = Key judgements
corrections = Corrections
references = References
reference = Reference
who = Who
involved = Involved
before = Before
after = After
before-and-after = Before and after
figures-elsewhere = On other pages:
figures-also-elsewhere = Also on other pages:
review-title = To be reviewed
review-text = This page is due for review by { $date }. After that day, parts of it may be out of date.
mention-pages = Pages of mentions
mention-pages-again = Pages of mentions, again
mention-count = { $count ->
    [one] { $count } place in this site.
   *[other] { $count } places in this site.
}
mention-count-all = { $count ->
    [one] { $count } place in all.
   *[other] { $count } places in all.
}
mentions-title = { $title } – mentions, page { $page }
claims-title = { $title } – claims recorded elsewhere
claims-title-page = { $title } – claims recorded elsewhere, page { $page }
claim-pages = Pages of claims
claim-pages-again = Pages of claims, again
newest-claims = The newest { $count } of { $all } claims.
all-claims = All of them
earlier-events = { $count ->
    [one] { $count } earlier event is on the timeline
   *[other] { $count } earlier events are on the timeline
}

## Events
when = When
edtf-title = The date in EDTF, with how sure it is
sources-of-account = Sources of this account
where = Where

## Facts of notes
fact-born = Born
fact-died = Died
fact-founded = Founded
fact-dissolved = Dissolved
fact-country = Country
fact-in = In
fact-position = Position
fact-precision = Known as
fact-by = By
fact-publisher = Publisher
fact-container = Appeared in
fact-published = Published
fact-accessed = Read on
fact-language = Language

## Sources
retracted = Retracted
retracted-on = on { $date }
no-reason = no reason given
reliability = Reliability
original = Original
archived-copy = Archived copy
archived-copy-link = archived copy
kept-on = kept on { $date }
open-copy = open
none = None
our-capture = Our capture (SHA-256)
about-source = About this source
relays = What it relays
relays-words = It passes on what stands in these sources, and is no second witness beside them: all that goes back to one origin counts as one.
relays-origins = Followed back to the beginning: { $origins }.
relayed-by = What relays it
relayed-by-words = However many pass on what stands here, what they take from it has one origin and counts once.
falls = What would fall
falls-title = What would fall if it fell
falls-words = Nothing else supports these claims: it is their only source, or all their sources go back to it.
rests-on-it = What rests on it
cited-by = { $claims } and { $texts } cite it; { $count } in all.
cited-claims = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
}
cited-texts = { $count ->
    [one] { $count } place in texts
   *[other] { $count } places in texts
}
cited-nowhere = Nothing on this site cites it.
cite-as = Cite as
cite-page = Cite this page
no-date = No date
tree-retracted = retracted
begins-here = begins here
circle = back to itself: a circle
see-above = see above
see-below = see below
more-on-own-page = { $count } more on its own page
more-relayed = { $count } more that it relays are not shown.
more-relaying = { $count } more that relay it are not shown.

## Claims
status = Status
credibility = Credibility
not-graded = Not graded
support = Support
support-in-common = { $support }, in common:
by = By
said = Said
speaks-of = Speaks of
concerns = Concerns
recorded-in = Recorded in
contradicted-by = Contradicted by { $sources }
stands-against = Against it stands
stand-against = Against it stand
more-against = { $count ->
    [one] And { $count } more claim.
   *[other] And { $count } more claims.
}
no-source = no source
support-words = { $sources }, { $origins }
count-sources = { $count ->
    [one] { $count } source
   *[other] { $count } sources
}
count-origins = { $count ->
    [one] { $count } origin
   *[other] { $count } origins
}
count-claims = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
}
against-both = { $sources } and { $claims }
source-retracted-only = Its only source has been retracted.
source-retracted-all = All of its sources have been retracted.
source-retracted-origin = All that supports it goes back to what has been retracted.
source-retracted-some = { $count ->
    [one] { $count } of its { $all } sources has been retracted.
   *[other] { $count } of its { $all } sources have been retracted.
}

## Grades
grade-of-reliability = Grade of reliability
grade-of-credibility = Grade of credibility
grade-words-reliability = reliability { $mark }: { $label }
grade-words-credibility = credibility { $mark }: { $label }
grade-line = { $mark } – { $label }
reliability-A = Completely reliable
reliability-B = Usually reliable
reliability-C = Fairly reliable
reliability-D = Not usually reliable
reliability-E = Unreliable
reliability-F = Reliability cannot be judged
credibility-1 = Confirmed by other sources
credibility-2 = Probably true
credibility-3 = Possibly true
credibility-4 = Doubtful
credibility-5 = Improbable
credibility-6 = Truth cannot be judged
status-confirmed = Confirmed
status-reported = Reported
status-disputed = Disputed
status-contradicted = Contradicted
status-superseded = Superseded
status-retracted = Retracted
likelihood-almost-no-chance = Almost no chance
likelihood-very-unlikely = Very unlikely
likelihood-unlikely = Unlikely
likelihood-roughly-even-chance = Roughly even chance
likelihood-likely = Likely
likelihood-very-likely = Very likely
likelihood-almost-certain = Almost certain
confidence-low = Low confidence
confidence-moderate = Moderate confidence
confidence-high = High confidence
confidence-meaning-low = scant, questionable or uncorroborated sources; many assumptions
confidence-meaning-moderate = credible sources, partly corroborated
confidence-meaning-high = high-quality, well corroborated sources; few assumptions

## Figures
in-unit = in { $unit }
from-note = from { $note }
value = Value
of-these = Of these
counted-by = Counted by
sources-and-remarks = Sources and remarks
col-as-of = As of
newest-value = { $value }, as of { $date }
newest-value-since = { $value }, { $date }
later-count = A later count: { $count }
later-count-by = A later count: { $count }, by { $name }
counter-not-named = Counter not named
count-in-words = { $value }, { $date }
count-in-words-by = { $value }, { $date }, { $name }
chart-title = { $title }, in { $unit }
chart-words = { $count ->
    [one] { $count } count, from { $range }. The table has every count.
   *[other] { $count } counts, from { $range }. The table has every count.
}
chart-words-newest = { $count ->
    [one] { $count } count, from { $range }. Newest: { $newest }. The table has every count.
   *[other] { $count } counts, from { $range }. Newest: { $newest }. The table has every count.
}
chart-others = Others: { $names }
sign-range = from low to high
sign-at-least = at least
sign-about = rounded or estimated
sign-period = the whole period
sign-one-of = a day in this time
sign-on = that day or later
sign-back = that day or earlier
sign-soft = about that time

## Relations in tables
relation = Relation
actor = Actor
col-when = When
relation-line = { $from } — { $relation } — { $to }
neighbours-words = { $count ->
    [one] { $count } actor, by what it is to this one. The table below lists all relations by date.
   *[other] { $count } actors, by what each is to it. The table below lists all of them by date.
}
neighbours-more = and { $count } more in the table
tie-hierarchy = Belongs to, leads
tie-support = Supports
tie-hostility = Opposes, fights
tie-other = Other ties
tie-doubtful = Disputed or no longer upheld

## The network of actors
network = Network
network-description = All relations between actors.
network-title = Network of actors
network-words = { $actors } and the relations between them. The table below says the same.
network-view = Drawing of the network
network-count = { $relations } between { $actors }.
network-relations = { $count ->
    [one] { $count } relation
   *[other] { $count } relations
}
network-actors = { $count ->
    [one] { $count } actor
   *[other] { $count } actors
}
network-drawn = The { $count } with the most relations are drawn; the table has all of them.
network-narrow = Narrow the network
network-family = All of these
network-only-in = Only in
network-year = Year
network-shown = { $shown } of { $all } relations
network-shown-of = { $name }: { $shown } of { $all } relations
network-perhaps = Dashed: perhaps in this year.
network-larger = Larger
network-smaller = Smaller
network-whole = Whole
network-hint = Choose an actor to see its neighbours; choose it again to open its page. Zoom with the buttons, two fingers, or Ctrl and the wheel; move with the mouse, two fingers or the arrow keys.
network-table = All relations
network-table-label = All relations, table
network-other = Other actor
network-status = Status

## Where a note is named
seat-text = In the text
seat-contradicts = Contradicts a claim
seat-claim = Claim
seat-figure = Figure
seat-relation = Relation
seat-participant = Part in the event
seat-judgement = Judgement
seat-account = Account of the event
seat-place = Place of the event
seat-name = Name
seat-featured = Featured
seat-field = Field
role-line = { $actor }: { $role }
figure-line = { $title }: { $value } ({ $date })

## Citations and texts
back-to-places = Back to where it is cited
footnotes = Notes
footnote = Note { $number }
back-to-text = Back to the text
task-done = done
task-open = open
alert-note = Note
alert-tip = Tip
alert-important = Important
alert-warning = Warning
alert-caution = Caution
alert-abstract = Summary
alert-info = Information
alert-todo = To do
alert-success = Done
alert-question = Question
alert-failure = Failure
alert-danger = Danger
alert-bug = Fault
alert-example = Example
alert-quote = Quotation

## Home
no-notes-yet = There are no notes yet. Write the first one, a file such as { $file }, and build again.
judgement-count = { $count ->
    [one] { $count } key judgement
   *[other] { $count } key judgements
}
judgement-count-of = { $count ->
    [one] { $count } key judgement of { $title }
   *[other] { $count } key judgements of { $title }
}
latest-events = Latest events
whole-timeline = The whole timeline
key-figures = Key figures
latest-briefings = Latest briefings
more-briefings = More briefings
in-numbers = In numbers
note-count = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
how-sourced = How it is sourced
sourcing-report = The sourcing report
what-changed = What changed
all-changes = All changes
counted-actors = { $count ->
    [one] Actor
   *[other] Actors
}
counted-sources = { $count ->
    [one] Source
   *[other] Sources
}
counted-events = { $count ->
    [one] Event
   *[other] Events
}
counted-places = { $count ->
    [one] Place
   *[other] Places
}
counted-topics = { $count ->
    [one] Topic
   *[other] Topics
}
counted-briefings = { $count ->
    [one] Briefing
   *[other] Briefings
}
counted-claims = { $count ->
    [one] Claim
   *[other] Claims
}
counted-figures = { $count ->
    [one] Figure
   *[other] Figures
}
count-label-citations = { $count ->
    [one] citation
   *[other] citations
}
count-label-in-texts = of them in texts
count-label-graded = { $count ->
    [one] graded source
   *[other] graded sources
}
count-label-contradicted = { $count ->
    [one] claim that is contradicted
   *[other] claims that are contradicted
}

## Menu and titles of pages
menu-sourcing = Sourcing
menu-changes = Changes
menu-about = About

## Changes
changes-title = Changes
changes-words = New, updated and corrected notes, newest first.
changes-none = No note carries a date of change yet.
change-updated = updated
change-corrected = corrected
change-line = { $date }, { $what }
corrected-title = Corrected: { $title }

## Timeline
timeline-words = All events, by year.
timeline-year = Timeline: { $year }
timeline-year-words = Events of { $year }.
year-pages = Pages of this year
years-before-and-after = Years before and after
each-year-own-page = Each year stands on a page of its own.
events-by-year = Events by year
undated = Undated
events-word = { $count ->
    [one] event
   *[other] events
}
event-count = { $count ->
    [one] { $count } event.
   *[other] { $count } events.
}
year-pages-again = Pages of this year, again
events-by-month = Events by month
month-not-known = month not known
years-left-out = without events, left out
bars-months = Bars are months, with their events; what lasts stands where it begins.
bars-loose = Bars are months, with their events; below the line, pale, are those known to the year only. What lasts stands where it begins.
bars-years = { $count ->
    [one] Each bar is { $count } year.
   *[other] Each bar is { $count } years.
}
timelines-of-one = Timelines of one actor, place or topic
times = Times
more-relations = { $count } more are among the relations
lived = Lived
existed = Existed
reading-marks = How to read the marks
mark-day = the day is known
mark-coarse = about this day or month
mark-band = some day in this time
mark-period = all of this time
mark-about = approximate
mark-unsure = uncertain
mark-on = goes on, or beyond the edge
mark-unknown = nobody knows until when, or since when
mark-one-of = one of these days
mark-gap = a long time without events is left out

## Registers
register-all-actors = All actors.
register-all-sources = All sources.
register-all-events = All events.
register-all-places = All places.
register-all-topics = All topics.
register-all-briefings = All briefings.
register-all-claims = All claims.
register-all-figures = All figures.
register-title = { $title }, { $order }
register-tally = { $count } in all, { $order }.
claim-under-each-topic = A claim stands under each of its topics.
orders = Orders
order-newest = newest first
order-kind = by kind
order-status = by status
order-speaker = by who says so
order-credibility = by credibility
order-topic = by topic
order-title = A–Z
order-reliability = by reliability
order-publisher = by publisher
outside-order = outside the order: it is no worse grade, but none
no-grade = No grade
no-status = No status
no-topic = No topic
nobody-named = Nobody named
no-publisher = No publisher named
other-kind = Other
not-named = not named
col-event = Event
col-place = Place
col-topic = Topic
col-briefing = Briefing
col-source = Source
col-figure = Figure
col-native = Name in its own language
col-named-in = Named in
col-cited = Cited
col-date = Date
col-published = Published
col-notes = Notes
col-newest-value = Newest value
col-all-counts = All counts
col-range = Lowest to highest
col-counts = Counts
col-counters = Counters
col-said-by = Said by

## Filter of a register
filter-actors = Filter actors
filter-sources = Filter sources
filter-events = Filter events
filter-places = Filter places
filter-topics = Filter topics
filter-briefings = Filter briefings
filter-claims = Filter claims
filter-figures = Filter figures
filter-words = Words
filter-all = All
filter-option = { $label } ({ $count })
filter-order = Order
filter-as-on-page = As on the page
filter-newest-first = { $column }: newest first
filter-oldest-first = { $column }: oldest first
filter-most-first = { $column }: most first
filter-fewest-first = { $column }: fewest first
filter-best-first = { $column }: best first
filter-worst-first = { $column }: worst first
filter-reversed = { $column }, reversed
filter-a-z = { $column }: A–Z
filter-z-a = { $column }: Z–A
filter-reset = Reset
filter-none = Nothing matches.
filter-shown-actors = { $shown } of { $all } actors
filter-shown-sources = { $shown } of { $all } sources
filter-shown-events = { $shown } of { $all } events
filter-shown-places = { $shown } of { $all } places
filter-shown-topics = { $shown } of { $all } topics
filter-shown-briefings = { $shown } of { $all } briefings
filter-shown-claims = { $shown } of { $all } claims
filter-shown-figures = { $shown } of { $all } figures
filter-part-timeline = on this page. The bar works on this page only; the timeline has { $count }.
filter-part = on this page. The bar works on this page only; the register has { $count }.

## Search
search = Search
search-key = Shortcut: / goes to search
search-description = Full-text search in all pages.
search-this-site = Search this site
search-words = Words
search-help = Beginnings of words are enough. Quotation marks ask for the exact forms of words. Arrow keys go through the results.
search-kinds = Kinds of entry
search-years = Years
search-from = From
search-to = to
search-found = Found: { $count }
search-none = Nothing is found.
search-any = No entry has all of these words. These have some of them.
search-common = These words are in nearly every entry.
search-instead = Nothing has “{ $word }”. Shown instead: { $others }
search-more = Show more: { $count }
also = also
search-failed = The search index cannot be read just now. The registers below hold everything.
search-why = Search needs scripts and a web server: browsers do not let a page that lies on a disk read the index beside it. The registers below hold everything, in order.
registers = Registers

## Sourcing report
sourcing-title = Sourcing report
sourcing-words = How much of what this site states names its sources, and where it stands on thin ground.
names-a-source = What names a source
share-of = { $sourced } of { $of }
total-paragraphs = Paragraphs of briefings and actors
total-claims = Claims
total-counts = Counts of figures
total-relations = Relations between actors
total-events = Events
briefings-words = How many of the paragraphs cite, how many claims, counts and relations name a source, and how many claims go back to a single origin.
gaps-title = Other notes in which something names no source
gaps-table = Notes with gaps
left-out = { $count } more are not listed here.
left-out-data = { $count } more are not listed here; { $data } has them all.
the-data = the data
older-left-out = { $count } older ones are not listed here.
older-left-out-data = { $count } older ones are not listed here; { $data } has them all.
reviews-title = Due for review
reviews-words = After this day a note may be out of date.
same-for-programs = The same for programs: { $data }
col-note = Note
col-paragraphs = Paragraphs
col-one-origin = One origin
none-of-these = none
badge = Sourcing
badge-paragraphs = { $sourced } of { $of } paragraphs cite
badge-claims = { $sourced } of { $of } claims
badge-one-origin = { $count } on one origin
list-contradicted = Contradicted and disputed claims
list-contradicted-words = Something on this site says otherwise, or their status says so.
list-single-origin = Claims with one origin
list-single-origin-words = All that supports them goes back to one source, however many relay it.
list-on-retracted = Claims on retracted sources
list-on-retracted-words = At least one of their sources has been withdrawn by its publisher.
list-retracted = Retracted sources
list-retracted-words = Withdrawn by their publishers.
list-circles = Circular sourcing
list-circles-words = These relay each other, so that none of them is where the account began.
list-ungraded = Sources without a grade
list-ungraded-words = They are cited, but nobody has said how reliable they are.
list-unarchived = Sources without a copy
list-unarchived-words = They stand on the web and no archived or local copy is recorded; if the page goes, they are gone.
list-never-cited = Sources that nothing rests on
list-never-cited-words = No note cites them, and no cited source relays them.

## About, where no note is
about-title = About
about-site = About this site
how-to-read = How to read it
about-numbers = A number in brackets, such as [1], leads to the list of references at the foot of the page, and from there to the page of the source. That page says how reliable the source is, and lists everything that rests on it.
about-claims = Claims are statements that somebody made: each names who said it, when, and which sources have it or speak against it. Judgements are the authors’ own conclusions.
published-by-sentence = Published by { $publisher }.
about-reliability = Reliability of sources
about-credibility = Credibility of claims
about-likelihood = Likelihood in judgements
col-grade = Grade
col-meaning = Meaning
col-words = Words
col-probability = Probability

## Not found, and moved
not-found = Not found
not-found-words = There is no page at this address. It may have moved, or the link to it may be wrong.
not-found-near = Did you look for one of these?
not-found-all = All that there is
moved = This page has moved
moved-words = It is now at { $link }.

## Kinds of actors, sources and events; roles; precision
actor-kind-person = Person
actor-kind-state = State
actor-kind-government-body = Government body
actor-kind-armed-group = Armed group
actor-kind-military-force = Military force
actor-kind-coalition = Coalition
actor-kind-political-party = Political party
actor-kind-organization = Organization
actor-kind-media = Media
source-kind-news = News report
source-kind-official = Official document
source-kind-report = Report
source-kind-paper = Paper
source-kind-book = Book
source-kind-dataset = Dataset
source-kind-transcript = Transcript
source-kind-interview = Interview
source-kind-social = Social media
source-kind-reference = Reference work
event-kind-attack = Attack
event-kind-strike = Strike
event-kind-battle = Battle
event-kind-operation = Operation
event-kind-statement = Statement
event-kind-report = Report
event-kind-agreement = Agreement
event-kind-law = Law
event-kind-vote = Vote
event-kind-appointment = Appointment
event-kind-arrest = Arrest
event-kind-death = Death
event-kind-founding = Founding
event-kind-displacement = Displacement
event-kind-meeting = Meeting
event-kind-other = Other event
role-perpetrator = Perpetrator
role-claimed-by = Claimed by
role-blamed = Blamed
role-target = Target
role-participant = Participant
role-speaker = Speaker
role-host = Host
role-signatory = Signatory
role-mediator = Mediator
role-subject = Subject
precision-exact = Exact position
precision-town = Town
precision-area = Area
precision-region = Region

## Relations, each in both directions
relation-member-of = Member of
relation-has-member = Has member
relation-part-of = Part of
relation-has-part = Has part
relation-branch-of = Branch of
relation-has-branch = Has branch
relation-leads = Leads
relation-led-by = Led by
relation-commands = Commands
relation-commanded-by = Commanded by
relation-founded = Founded
relation-founded-by = Founded by
relation-successor-of = Successor of
relation-preceded-by = Preceded by
relation-split-from = Split from
relation-has-splinter = Has splinter
relation-works-for = Works for
relation-employs = Employs
relation-represents = Represents
relation-represented-by = Represented by
relation-supports = Supports
relation-supported-by = Supported by
relation-sponsors = Sponsors
relation-sponsored-by = Sponsored by
relation-inspired = Inspired
relation-inspired-by = Inspired by
relation-model-for = Model for
relation-modelled-on = Modelled on
relation-interviewed = Interviewed
relation-interviewed-by = Interviewed by
relation-hosts = Hosts
relation-hosted-by = Hosted by
relation-family-of = Family of
relation-allied-with = Allied with
relation-cooperates-with = Cooperates with
relation-negotiates-with = Negotiates with
relation-opposes = Opposes
relation-fights = Fights
relation-linked-to = Linked to

## Places in sources
locator-page = { $many ->
    [yes] pp. { $value }
   *[no] p. { $value }
}
locator-book = { $many ->
    [yes] bks. { $value }
   *[no] bk. { $value }
}
locator-chapter = { $many ->
    [yes] chaps. { $value }
   *[no] chap. { $value }
}
locator-column = { $many ->
    [yes] cols. { $value }
   *[no] col. { $value }
}
locator-figure = { $many ->
    [yes] figs. { $value }
   *[no] fig. { $value }
}
locator-folio = { $many ->
    [yes] fols. { $value }
   *[no] fol. { $value }
}
locator-issue = { $many ->
    [yes] nos. { $value }
   *[no] no. { $value }
}
locator-line = { $many ->
    [yes] ll. { $value }
   *[no] l. { $value }
}
locator-note = { $many ->
    [yes] nn. { $value }
   *[no] n. { $value }
}
locator-opus = { $many ->
    [yes] opp. { $value }
   *[no] op. { $value }
}
locator-paragraph = { $many ->
    [yes] paras. { $value }
   *[no] para. { $value }
}
locator-part = { $many ->
    [yes] pts. { $value }
   *[no] pt. { $value }
}
locator-section = { $many ->
    [yes] secs. { $value }
   *[no] sec. { $value }
}
locator-sub-verbo = { $many ->
    [yes] s.vv. { $value }
   *[no] s.v. { $value }
}
locator-verse = { $many ->
    [yes] vv. { $value }
   *[no] v. { $value }
}
locator-volume = { $many ->
    [yes] vols. { $value }
   *[no] vol. { $value }
}
locator-table = { $many ->
    [yes] tables { $value }
   *[no] table { $value }
}
locator-appendix = { $many ->
    [yes] apps. { $value }
   *[no] app. { $value }
}
locator-cell = { $many ->
    [yes] cells { $value }
   *[no] cell { $value }
}
locator-timestamp = { $value }

## Languages
language-ar = Arabic
language-ckb = Kurdish
language-de = German
language-en = English
language-es = Spanish
language-fa = Persian
language-fr = French
language-he = Hebrew
language-it = Italian
language-kmr = Kurdish
language-ku = Kurdish
language-ru = Russian
language-tr = Turkish
language-uk = Ukrainian
language-zh = Chinese

## Maps
map = Map
map-exact = exact position
map-town = somewhere in the town
map-area = within about 10 km
map-region = within about 50 km
map-counts = number of events
map-groups = +2: more places near it
map-disputed = disputed border
map-credit = Boundaries: Natural Earth; their drawing takes no position.
map-places = Places on the map
map-position = Position
map-km = { $length } km
map-table = { $count ->
    [one] The map as a table: { $count } place
   *[other] The map as a table: { $count } places
}
map-events = { $count ->
    [one] { $count } event
   *[other] { $count } events
}
map-near = { $count ->
    [one] { $count } place near it
   *[other] { $count } places near it
}
map-sign = { $place }: { $events }
map-sign-near = { $place }: { $events }; { $others }: { $more }
map-missing = Not on the map, as no position is recorded: { $places }.
map-more = { $count ->
    [one] { $count } more place with fewer events is not drawn.
   *[other] { $count } more places with fewer events are not drawn.
}
map-missing-more = { $places } and { $count } more
