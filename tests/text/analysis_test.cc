// Text analysis against the real Apertium; the traps of its boundary, one by one.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include <signal.h>
#include <unistd.h>

#include "core/base/utf8.h"
#include "core/text/apertium.h"
#include "core/text/overlay.h"
#include "core/text/view.h"
#include "tests/text/tagger_fixture.h"

using namespace trama;
using namespace trama::text;

namespace {

using Strings = std::vector<std::string>;

SentenceInput input_of(std::string_view text, bool elision = true) {
  SentenceInput input;
  input.text = text;
  input.tokens = tokenize(text, {elision});
  input.names.assign(input.tokens.size(), NameEvidence::None);
  return input;
}

// Italian with a tagger's model that Trama does not read, so that apertium-tagger does: no readings to
// discard, which end it, make no difference there.
const LanguageProfile& italian_asked() {
  static const ModelFile model(bytes_of(languages().find("it")->analyser.tagger) + '\0');
  static const LanguageProfile profile = [] {
    LanguageProfile asked = *languages().find("it");
    asked.analyser.tagger = model.path();
    return asked;
  }();
  return profile;
}

// The id of a child of this process by its program's name; 0 where there is none. The tagger's is another in
// each call of analyse().
int child_named(std::string_view name) {
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "stat");
    std::string id, program, state, parent;
    if (file >> id >> program >> state >> parent && program == "(" + std::string(name) + ")" &&
        parent == std::to_string(::getpid()) && state != "Z")
      return std::stoi(id);
  }
  return 0;
}

// Every token's span holds its surface, up to normalisation, and tokens ascend.
void check_spans(const Document& document) {
  for (const Sentence& sentence : document.sentences) {
    size_t last = sentence.span.begin;
    for (const Token& token : sentence.tokens) {
      REQUIRE(token.span.begin >= (token.joined ? sentence.span.begin : last));
      REQUIRE(token.span.end <= sentence.span.end);
      const View view(std::string_view(document.text).substr(token.span.begin, token.span.size()), 0);
      CHECK(view.text() == token.surface);
      last = token.span.end;
    }
  }
}

}  // namespace

TEST_CASE("Tokens carry lemma, tags and their place in the article") {
  const Document document = analyse("Il gruppo italo-francese rileverà dagli olandesi le attività.", "it");
  REQUIRE(document.sentences.size() == 1);
  check_spans(document);
  const Token& verb = token(document, "rileverà");
  CHECK(verb.lemma() == "rilevare");
  CHECK(verb.has("fti"));
  CHECK(document.text.substr(verb.span.begin, verb.span.size()) == "rileverà");
}

TEST_CASE("A contraction is two tokens of one span") {
  const Document document = analyse("Il prezzo della società.", "it");
  const auto& tokens = document.sentences.front().tokens;
  REQUIRE(tokens.size() == 6);
  CHECK(tokens[2].lemma() == "di");
  CHECK(tokens[3].lemma() == "il");
  CHECK(tokens[3].joined);
  CHECK(tokens[2].span == tokens[3].span);
}

TEST_CASE("The last word of a request without full stop is not lost") {
  const Document document = analyse("Pubblicato il 2025-07-25", "it");
  CHECK(surfaces(document.sentences.front()) == Strings{"Pubblicato", "il", "2025-07-25"});
}

TEST_CASE("Reserved characters of the stream format pass unharmed") {
  const std::string text = "Il ^segno$ vale a/b <c> {d} [e] \\ @f *g +h #i ~j _k_ e finisce qui.";
  const Document document = analyse(text, "it");
  REQUIRE(document.sentences.size() == 1);
  CHECK(document.sentences.front().analysed);
  CHECK(token(document, "finisce").lemma() == "finire");
  check_spans(document);
  const Document next = analyse("La frase dopo resta al suo posto.", "it");
  CHECK(token(next, "resta").lemma() == "restare");
}

TEST_CASE("A NUL in the text does not shift the replies") {
  Article article = article_of("Prima frase di prova. Seconda frase di prova. Terza frase corre.", "it");
  article.text[6] = '\0';
  const Document document = analysis().analyse(article);
  REQUIRE(document.sentences.size() == 3);
  for (const Sentence& sentence : document.sentences) CHECK(sentence.analysed);
  CHECK(token(document, "corre").lemma() == "correre");
}

TEST_CASE("Soft hyphens and no-break blanks do not break words") {
  const Document document = analyse(
      "Gli Stati\xC2\xA0Uniti  e i semi\xC2\xAD"
      "conduttori.",
      "it");
  CHECK(token(document, "Stati Uniti").has("top"));
  CHECK(token(document, "semiconduttori").lemma() == "semiconduttore");
  check_spans(document);
}

TEST_CASE("Names found by shape are proper nouns whatever the analyser makes of them") {
  const Document italian = analyse("La spinta viene da AI e da Weili Dai, con GPT-4o.", "it");
  CHECK(token(italian, "AI").has("np"));
  CHECK(token(italian, "Dai").has("np"));
  CHECK(token(italian, "GPT-4o").has("np"));
  CHECK(token(italian, "GPT-4o").kind == TokenKind::Name);
  const Document english = analyse("Rivals of Huawei's chips say that Meta releases models.", "en");
  CHECK(token(english, "Huawei").has("np"));
  CHECK(token(english, "'s").has("gen"));
  CHECK(token(english, "releases").has("vblex"));
}

TEST_CASE("A capital at the start of a sentence makes no name of a known word") {
  const Document document = analyse("Stiamo vendendo. Utilizza i chip. Sebbene costi.", "it");
  CHECK(token(document, "Stiamo").lemma() == "stare");
  CHECK_FALSE(token(document, "Utilizza").has("np"));
  CHECK_FALSE(token(document, "Sebbene").has("np"));
}

TEST_CASE("The word list gives forms by analogy") {
  const Document document = analyse("I titoli crollarono e la startup che presiede stanziò fondi.", "it");
  CHECK(token(document, "crollarono").lemma() == "crollare");
  CHECK(token(document, "presiede").lemma() == "presiedere");
  CHECK(token(document, "stanziò").lemma() == "stanziare");
  CHECK(token(document, "startup").has("n"));
  CHECK_FALSE(token(document, "startup").unknown);
  const Document english = analyse("Shares surged, and the chairmen slid on.", "en");
  CHECK(token(english, "surged").lemma() == "surge");
  CHECK(token(english, "chairmen").lemma() == "chairman");
  CHECK(token(english, "slid").lemma() == "slide");
}

TEST_CASE("What the grammar removed stays as a lower reading") {
  const Document document = analyse("Il mercato guarda altrove.", "it");
  const Token& verb = token(document, "guarda");
  REQUIRE(verb.readings.size() > 1);
  CHECK(verb.readings.front().chosen);
  CHECK(verb.readings.back().removed);
}

TEST_CASE("Two megabytes of one letter are one token, soon") {
  const auto begin = std::chrono::steady_clock::now();
  Apertium apertium(*languages().find("it"));
  const std::string text = "Prima " + std::string(2'000'000, 'a') + " dopo.";
  const std::vector<SentenceInput> inputs{input_of(text), input_of("La seconda corre.")};
  const auto analyses = apertium.analyse(inputs);
  CHECK(analyses[0].failure.empty());
  CHECK(analyses[0].units.size() == 4);
  CHECK(analyses[0].units[1].unknown);
  CHECK(analyses[1].units[2].readings.front().front().lemma == "correre");
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
}

TEST_CASE("140 kB without blanks are cut and analysed, soon") {
  std::string text;
  while (text.size() < 140'000) text += "uno,due;tre(quattro)cinque-sei/";
  const auto begin = std::chrono::steady_clock::now();
  const Document document = analyse(text, "it");
  for (const Sentence& sentence : document.sentences) CHECK(sentence.analysed);
  check_spans(document);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}

TEST_CASE("A killed program is started again and no sentence is lost") {
  Apertium apertium(italian_asked());
  const std::vector<std::string> texts(300,
                                       "La società ha comprato un concorrente olandese per 625 milioni.");
  std::vector<SentenceInput> inputs;
  for (const std::string& text : texts) inputs.push_back(input_of(text));
  REQUIRE(apertium.analyse(std::span(inputs).first(1)).front().failure.empty());
  for (const char* program : {"lt-proc", "cg-proc", "apertium-tagger"}) {
    bool killed = false;
    std::thread killer([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      const int id = child_named(program);
      killed = id > 0 && ::kill(id, SIGKILL) == 0;
    });
    for (const Analysis& analysis : apertium.analyse(inputs)) {
      CHECK(analysis.failure == "");
      CHECK(analysis.units.size() == inputs.front().tokens.size());
    }
    killer.join();
    CHECK(killed);
  }
}

TEST_CASE("The watchdog fails one sentence and the rest goes on") {
  ApertiumOptions options;
  options.timeout = std::chrono::milliseconds(300);
  Apertium apertium(*languages().find("it"), options);
  const std::vector<SentenceInput> inputs{input_of("Prima frase."), input_of("Seconda frase.")};
  REQUIRE(apertium.analyse(inputs)[1].failure.empty());
  // A stopped program neither answers nor dies.
  ::kill(apertium.program_ids()[0], SIGSTOP);
  const auto analyses = apertium.analyse(inputs);
  CHECK(analyses[0].failure.empty());  // tried again in a new program
  CHECK(analyses[1].failure.empty());
}

TEST_CASE("What was analysed before changes nothing") {
  // The tagger of Apertium 3.8.3 answers the second otherwise after the first.
  const std::vector<SentenceInput> first{input_of("Piazza Affari ha chiuso in calo.")};
  const std::vector<SentenceInput> second{
      input_of("Il mio cluster è un Mac mini comprato usato da un dentista di Voghera.")};
  const auto lemmas = [](Apertium& apertium, const std::vector<SentenceInput>& sentence) {
    std::string chosen;
    const std::vector<Analysis> analyses = apertium.analyse(sentence);
    for (const AnalysedUnit& unit : analyses.front().units)
      chosen += unit.readings.empty() ? "- " : unit.readings.front().front().lemma + " ";
    return chosen;
  };
  for (const LanguageProfile* italian : {languages().find("it"), &italian_asked()}) {
    Apertium fresh(*italian), used(*italian);
    lemmas(used, first);
    const std::string chosen = lemmas(used, second);
    CHECK(chosen == lemmas(fresh, second));
    CHECK(used.program_ids().size() == 2);  // apertium-tagger, which would not forget, has been stopped
  }
}

TEST_CASE("A model that Trama does not read is left to apertium-tagger") {
  REQUIRE(Tagger::read(italian_asked().analyser.tagger) == nullptr);
  Apertium read(*languages().find("it")), asked(italian_asked());
  const std::vector<SentenceInput> inputs{input_of("La porta del forno resta aperta e il fumo passa.")};
  const auto readings = [&](Apertium& apertium) {
    std::string out;
    const std::vector<Analysis> analyses = apertium.analyse(inputs);
    for (const AnalysedUnit& unit : analyses.front().units) append_unit(out, {"", unit.readings});
    return out;
  };
  CHECK(readings(read) == readings(asked));
}

TEST_CASE("A reply with other surfaces is refused") {
  const SentenceInput input = input_of("La casa corre");
  ModelForms model_forms;
  const ReadingPreferences preferences;
  OverlaidSentence sentence(input, languages().find("it")->words, preferences, model_forms);
  CHECK_FALSE(sentence.accept_morphology("^La/il<det>$ ^cosa/cosa<n>$ ^corre/correre<vblex>$\n"));
  CHECK_FALSE(sentence.accept_morphology("^La/il<det>$ ^casa/casa<n>$\n"));
  REQUIRE(sentence.accept_morphology("^La/il<det>$ ^casa/casa<n>$ ^corre/correre<vblex>$\n"));
  CHECK_FALSE(sentence.accept_grammar("^La/il<det>$ ^corre/correre<vblex>$ ^casa/casa<n>$"));
  CHECK_FALSE(sentence.accept_grammar("^La/il<det>$ ^casa/casa<n>$"));
  REQUIRE(sentence.accept_grammar("^La/il<det>/lo<prn>$ ^casa/casa<n>$ ^corre/correre<vblex>$"));
  CHECK_FALSE(
      sentence.accept_tagged("^./.<sent>$^La/il<det>/lo<prn>$ ^cosa/cosa<n>$ ^corre/correre<vblex>$"));
  CHECK_FALSE(sentence.accept_tagged("^./.<sent>$^La/il<det>/lo<prn>$ ^casa/casa<n>$"));
  CHECK_FALSE(sentence.accept_tagged("^./.<sent>$^La/il<det>/lo<prn>$ ^casa/*casa$ ^corre/correre<vblex>$"));
  REQUIRE(sentence.accept_tagged("^./.<sent>$^La/lo<prn>/il<det>$ ^casa/casa<n>$ ^corre/correre<vblex>$"));
  const std::vector<AnalysedUnit> units = sentence.take_analysed();
  REQUIRE(units.size() == 3);
  CHECK(units.front().readings.front().front().lemma == "lo");
}

TEST_CASE("What the analyser said of a model form is not asked again") {
  const WordList words("crollare\tvblex\tlike parlare\n", "words.tsv");
  const ReadingPreferences preferences;
  const SentenceInput input = input_of("La borsa crollava");
  ModelForms model_forms;
  OverlaidSentence first(input, words, preferences, model_forms);
  CHECK(first.morphology_request() == "La borsa crollava\n.\nparlava\n");
  REQUIRE(
      first.accept_morphology("^La/il<det>$ ^borsa/borsa<n>$ ^crollava/*crollava$\n^./.<sent>$\n"
                              "^parlava/parlare<vblex><pii>$\n"));
  OverlaidSentence second(input, words, preferences, model_forms);
  CHECK(second.morphology_request() == "La borsa crollava\n");
  REQUIRE(second.accept_morphology("^La/il<det>$ ^borsa/borsa<n>$ ^crollava/*crollava$\n"));
  CHECK(second.grammar_request() == first.grammar_request());
  CHECK(second.grammar_request() == "^La/il<det>$ ^borsa/borsa<n>$ ^crollava/crollare<vblex><pii>$ \n");
}

TEST_CASE("The stream format survives a round trip") {
  LexicalUnit unit{"a/b$", {{{"c<d", {"n", "sg"}, false, false}, {"e+f", {"prn"}, false, false}}}};
  std::string stream;
  append_unit(stream, unit);
  const auto parsed = parse_stream(" [x] " + stream + " ");
  REQUIRE(parsed.size() == 1);
  CHECK(parsed[0].surface == unit.surface);
  REQUIRE(parsed[0].readings.size() == 1);
  CHECK(parsed[0].readings[0][0].lemma == "c<d");
  CHECK(parsed[0].readings[0][1].lemma == "e+f");
  CHECK_THROWS_AS(parse_stream("^a/b"), Error);
}

TEST_CASE("An article in an unknown language is refused with advice") {
  Article article = article_of("Die Firma hat gesagt, dass es nicht wahr ist.", "");
  CHECK_THROWS_AS(analysis().analyse(article), Error);
}

TEST_CASE("Foreign letters and emoji inside a sentence are kept") {
  const Document document = analyse("Il titolo 元 di чип è salito 😀 oggi.", "it");
  CHECK(document.sentences.front().analysed);
  CHECK(token(document, "salito").lemma() == "salire");
  CHECK(token(document, "чип").unknown);
  check_spans(document);
}

TEST_CASE("A verb of two words is a noun and a preposition where only a noun may stand") {
  for (const char* text :
       {"Norda signed a $3 billion five-year deal with Velt.", "Norda's deal with Velt is over.",
        "Norda extended its cloud deal with Velt.", "Norda has similar deals with Velt."}) {
    const Document document = analyse(text, "en");
    const Token& with = token(document, "with");
    CHECK(with.has("pr"));
    CHECK((&with - 1)->lemma() == "deal");
    CHECK((&with - 1)->has("n"));
  }
  for (const char* text : {"Its lawyers deal with Velt.", "The tool helps the firm deal with Velt.",
                           "Norda has to deal with Velt."}) {
    const Document document = analyse(text, "en");
    CHECK(token(document, "deal with").has("vblex"));
  }
}

TEST_CASE("What is left of a preposition of two words behind a hyphen is one") {
  CHECK(token(analyse("Brill sold the start-up to Norda.", "en"), "to").has("pr"));
  CHECK(token(analyse("Brill led the buy-out of Velt.", "en"), "of").has("pr"));
  CHECK(token(analyse("Velt grew up to Easter.", "en"), "up to").has("pr"));
}

TEST_CASE("The plural of capitals may be a form of a listed word") {
  const Document document = analyse("The co-CEOs of Velt met.", "en");
  CHECK(token(document, "co-CEOs").lemma() == "co-ceo");
  CHECK(token(document, "co-CEOs").has("pl"));
  CHECK(token(analyse("Velt has two WXYs.", "en"), "WXYs").has("np"));
}
