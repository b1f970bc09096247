// Apertium's hidden Markov model applied here: it chooses as a new apertium-tagger does.
#include "core/text/hmm_tagger.h"

#include <catch2/catch.hpp>

#include "tests/text/tagger_fixture.h"

using namespace trama;
using namespace trama::text;

namespace {

const AnalyserFiles& italian() { return languages().find("it")->analyser; }

const Tagger& tagger() {
  static const std::unique_ptr<const HmmTagger> tagger = HmmTagger::read(italian().tagger);
  REQUIRE(tagger != nullptr);
  return *tagger;
}

const std::vector<std::string> kSentences{
    "La porta del mulino resta chiusa, ma il custode la porta via ogni sera.",
    "Il fornaio spera che la farina nuova basti: pesa meno e costa poco.",
    "Dei vecchi tini il vignaiolo ne ha venduti due al cugino di Asti.",
    "Chi ha preso la barca senza il permesso del porto paga la multa.",
    "Le vendite di lana sono cresciute molto negli ultimi mesi, quelle di seta no.",
    "Se piove tanto la strada frana, e la corriera passa da sotto.",
    "È stata la cuoca a dire che il sale era finito; poi il padrone ha riso.",
    "Nessuno sa quanto costi il restauro del campanile che il paese ha voluto.",
    "L'officina lavora anche di notte: due turni fissi e uno di riserva.",
    "Il consiglio ha dato l'incarico a un perito esterno, stimato da tutti.",
    "Non lo vede nessuno, eppure il guardiano giura che il lupo torna.",
    "Nei campi bassi il riso cresce bene, sui colli meno.",
    "Con la vendita dell'orto alla figlia del sindaco la lite è finita.",
    "Prima del raccolto i braccianti chiedono un acconto, dopo il resto.",
    "Fatto il conto, restano tre sacchi (uno [rotto] o forse due) a testa.",
    "Dammelo, disse, e scrivile che parto.",
    "Il prezzo del pane sale ancora, avverte la cooperativa Grano & Forno.",
    "Una volta letto, il bando va firmato entro giugno, pena l'esclusione.",
    "Poca acqua, tanto caldo.",
    "Certo che conta: ogni voto conta.",
};

}  // namespace

TEST_CASE("The Italian model chooses as a new apertium-tagger does with it") {
  CHECK(check_chooses_as_asked(italian(), kSentences) > 40);
}

TEST_CASE("The words beside a word decide") {
  const std::string noun = "porta<n><f><sg>", verb = "portare<vblex><pri><p3><sg>";
  const std::string the = "^la/il<det><def><f><sg>$", who = "^non/non<adv>$^la/lo<prn><pro><p3><f><sg>$";
  CHECK(chosen(tagger(), the + "^porta/" + verb + "/" + noun + "$") ==
        the + "^porta/" + noun + "/" + verb + "$");
  CHECK(chosen(tagger(), who + "^porta/" + noun + "/" + verb + "$" + the) ==
        who + "^porta/" + verb + "/" + noun + "$" + the);
  CHECK(chosen(tagger(), the + the) == the + the);
  CHECK(chosen(tagger(), "^xyzzy/*xyzzy$") == "^xyzzy/*xyzzy$");
}

TEST_CASE("Of readings in one class the preferred one is left, else the first") {
  CHECK(chosen(tagger(), "^parli/parlare<vblex><prs><p1><sg>/parlare<vblex><prs><p3><sg>$") ==
        "^parli/parlare<vblex><prs><p3><sg>$");
  CHECK(chosen(tagger(), "^Lodi/Lodi<np><top><f><sg>/Lodi<np><top><m><sg>$") ==
        "^Lodi/Lodi<np><top><f><sg>$");
}

TEST_CASE("A reading in several parts is chosen or left whole") {
  const std::string some = "neo<n><m><pl>", in = "in<pr>+il<det><def><m><pl>";
  const std::string months = "^mesi/mese<n><m><pl>$";
  CHECK(chosen(tagger(), "^nei/" + some + "/" + in + "$" + months) ==
        "^nei/" + in + "/" + some + "$" + months);
  // "lo" is the participle's alone. apertium-tagger puts it behind the noun too.
  const std::string noun = "capitolo<n><m><sg>",
                    participle = "capire<vblex><pp><m><sg>+lo<prn><enc><p3><m><sg>";
  CHECK(chosen(tagger(), "^capitolo/" + participle + "/" + noun + "$") ==
        "^capitolo/" + noun + "/" + participle + "$");
}

TEST_CASE("Readings that the model has not seen together change nothing for words behind them") {
  const std::string unseen = "^avere/avere<vbhaver><inf>/avere<n><m><sg>$^./.<sent>$";
  const std::string behind =
      "^il/il<det><def><m><sg>$^grolp/*grolp$^resti/resto<n><m><pl>/restare<vblex><prs><p3><sg>$";
  CHECK(chosen(tagger(), unseen + behind).ends_with(chosen(tagger(), behind)));
}

TEST_CASE("What is not a hidden Markov model is not taken for one") {
  CHECK(HmmTagger::read(languages().find("en")->analyser.tagger) == nullptr);
  CHECK(HmmTagger::read("/nowhere.prob") == nullptr);
  const std::string model = bytes_of(italian().tagger);
  const auto read = [&](const std::string& bytes) {
    return HmmTagger::read(ModelFile(bytes).path()) != nullptr;
  };
  CHECK(read(model));
  CHECK_FALSE(read(""));
  // Readings to discard may stand behind the rest.
  CHECK_FALSE(read(model + '\0'));
  for (size_t size = 1; size < model.size(); size += 997) CHECK_FALSE(read(model.substr(0, size)));
  // A transducer with weights; a preference with a lemma.
  std::string other = model;
  other[other.find("LTTD") + 4] = 1;
  CHECK_FALSE(read(other));
  other = model;
  const size_t preference = other.find("<@v@b@m@o@d><@p@r@i>");  // letters are two bytes there
  REQUIRE(preference != std::string::npos);
  other[preference] = '8';
  CHECK_FALSE(read(other));
}
