#include "core/extract/extractor.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "core/base/hash.h"
#include "core/base/utf8.h"
#include "core/extract/amount.h"
#include "core/extract/grammar.h"
#include "core/extract/group_repair.h"
#include "core/extract/implied_ends.h"
#include "core/extract/measure.h"
#include "core/extract/part_of_speech.h"
#include "core/extract/record_builder.h"
#include "core/extract/trigger.h"
#include "core/extract/verb_form.h"
#include "core/extract/verb_repair.h"

namespace trama::extract {

namespace {

// Changes whenever the same article and knowledge would give another record.
constexpr const char* kEngineVersion = "1";

// What is left of a fact's confidence where the tagger reads the trigger otherwise, of 1,000.
constexpr uint32_t kUnchosen = 800;

std::string hash_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return sha256_hex(content.str());
}

std::string make_fingerprint(const knowledge::Files& files, const text::Languages& languages,
                             const std::vector<RuleSource>& extra_rules) {
  std::string all = std::string(kEngineVersion) + "\n" + files.fingerprint() + "\n";
  for (const RuleSource& source : extra_rules) all += sha256_hex(source.text) + "\n";
  for (const auto& profile : languages.all())
    for (const std::string* path :
         {&profile->analyser.morphology, &profile->analyser.grammar, &profile->analyser.tagger})
      all += hash_of_file(*path) + "\n";
  return sha256_hex(all);
}

ClauseCues clause_cues(const Knowledge& knowledge, const std::string& language, const Grammar& grammar) {
  ClauseCues cues;
  const auto phrases = [&](std::string_view kind) { return knowledge.rules().cue_phrases(language, kind); };
  cues.as_role = phrases("as_role");
  cues.time = phrases("time");
  cues.succession = phrases("succession");
  cues.membership = phrases("membership");
  cues.among = phrases("among");
  cues.particle = phrases("particle");
  cues.object_control = phrases("object_control");
  cues.blame = phrases("blame");
  cues.allegation = phrases("allegation");
  cues.deed = phrases("deed");
  cues.complementizer = phrases("complementizer");
  cues.focus = phrases("focus");
  cues.contrasted = phrases("contrasted");
  cues.bare_complement = phrases("bare_complement");
  cues.naming = phrases("naming");
  cues.causative = phrases("causative");
  cues.company = phrases("company");
  cues.former = phrases("former");
  cues.amount = phrases("amount");
  cues.owning = phrases("owning");
  cues.concession = phrases("concession");
  cues.clausal = phrases("clausal");
  cues.occasion = phrases("occasion");
  cues.link = phrases("link");
  cues.dative = phrases("dative");
  cues.floating = phrases("floating");
  cues.joints.additive = phrases("additive");
  cues.joints.sequel = phrases("sequel");
  cues.locative = phrases("locative");
  cues.personal_relative = phrases("personal_relative");
  cues.locative_relative = phrases("locative_relative");
  cues.dative_relative = phrases("dative_relative");
  cues.agent.assign(grammar.agent.begin(), grammar.agent.end());
  return cues;
}

// Names of several words are one noun each; so are those of one that the tagger took for an adjective or a
// verb: "a letter from Anthropic", "Chiesi paga".
std::vector<FixedNoun> unread_names(const text::Sentence& sentence, const Chunks& chunks,
                                    const Mentions& mentions, const std::vector<uint32_t>& ids) {
  std::vector<FixedNoun> names;
  for (const uint32_t id : ids) {
    const Mention& m = mentions.mentions[id];
    if (m.via != Via::Name || m.clause || m.tokens.size() == 0) continue;
    if (!names.empty() && names.back().tokens.end > m.tokens.begin) continue;
    const uint32_t first = m.tokens.begin;
    const auto holds = [&](const NounGroup& group) { return group.tokens.contains(first); };
    const bool read = std::any_of(chunks.nouns.begin(), chunks.nouns.end(), holds);
    if (m.tokens.size() == 1 && (read || m.demonym || !is_capitalised(sentence.tokens[first]))) continue;
    FixedNoun name{m.tokens, kNoIndex, mentions.entities[m.entity].type != "Person", ""};
    if (!read && first > 0 && sentence.tokens[first - 1].has("pr"))
      name.preposition = sentence.tokens[first - 1].lemma();
    names.push_back(std::move(name));
  }
  return names;
}

std::vector<TokenRange> firm_names(const Mentions& mentions, const std::vector<uint32_t>& ids) {
  std::vector<TokenRange> names;
  for (const uint32_t id : ids)
    if (const Mention& m = mentions.mentions[id];
        m.via == Via::Name && m.tokens.size() > 0 && mentions.entities[m.entity].type == "Company")
      names.push_back(m.tokens);
  return names;
}

// Names of several words, each with a capital: "Norda Systems".
std::vector<TokenRange> full_names(const text::Sentence& sentence, const Mentions& mentions,
                                   const std::vector<uint32_t>& ids) {
  std::vector<TokenRange> names;
  for (const uint32_t id : ids) {
    const Mention& m = mentions.mentions[id];
    if (m.via != Via::Name || m.clause || m.demonym || m.tokens.size() < 2) continue;
    if (is_capitalised(sentence.tokens[m.tokens.begin]) && is_capitalised(sentence.tokens[m.tokens.end - 1]))
      names.push_back(m.tokens);
  }
  return names;
}

// The sentence before in the same paragraph; of the first sentence of an answer, the question: a paragraph of
// its own.
std::span<const text::Sentence> said_before(const std::vector<text::Sentence>& sentences, size_t index) {
  if (index == 0) return {};
  const size_t paragraph = sentences[index - 1].paragraph;
  if (paragraph == sentences[index].paragraph) return {&sentences[index - 1], 1};
  const bool asks = std::ranges::any_of(sentences[index - 1].tokens,
                                        [](const text::Token& token) { return token.surface == "?"; });
  size_t first = index - 1;
  while (first > 0 && sentences[first - 1].paragraph == paragraph) --first;
  return asks ? std::span(sentences).subspan(first, index - first) : std::span<const text::Sentence>();
}

}  // namespace

Knowledge::Knowledge(knowledge::Files files, const std::vector<RuleSource>& extra_rules)
    : files_(std::move(files)), languages_(files_), rules_(load_rules(files_)), confidence_(files_) {
  for (const RuleSource& source : extra_rules) {
    try {
      rules_.add(source);
    } catch (const Error& error) {
      throw Error(ErrorKind::Input, "RuleFile", render(error, source.text, source.name));
    }
  }
  fingerprint_ = make_fingerprint(files_, languages_, extra_rules);
}

struct Extractor::LanguageTools {
  LanguageTools(const Knowledge& knowledge, const std::string& language)
      : chunker(knowledge.files(), language),
        cues(clause_cues(knowledge, language, chunker.grammar())),
        amounts(knowledge.files(), language),
        dates(knowledge.files(), language),
        measures(knowledge.files(), language) {}

  Chunker chunker;
  ClauseCues cues;
  text::AmountFinder amounts;
  text::DateFinder dates;
  MeasureLexicon measures;
};

Extractor::Extractor(const Knowledge& knowledge, Stages without, CpuProfile* profile)
    : knowledge_(knowledge),
      without_(std::move(without)),
      profile_(profile),
      analysis_(knowledge.languages(), profile),
      mention_finder_(knowledge.files(), profile) {}
Extractor::~Extractor() = default;

Extractor::LanguageTools& Extractor::tools(const std::string& language) {
  auto& slot = tools_[language];
  if (!slot) {
    const StageTimer timer(profile_, "knowledge");
    slot = std::make_unique<LanguageTools>(knowledge_, language);
  }
  return *slot;
}

// The sentence's groups of words, as its nouns and the rules' words tell them apart.
Chunks Extractor::chunk(const text::Sentence& sentence, const std::vector<TriggerHit>& triggers,
                        const std::string& language) {
  LanguageTools& tool = tools(language);
  const RuleSet& rules = knowledge_.rules();
  Chunks chunks = tool.chunker.chunk(sentence);
  free_relatives(sentence, chunks);
  split_time_nouns(sentence, chunks, tool.cues.time);
  keep_fixed_nouns(chunks, fixed_nouns(triggers, sentence, chunks, rules));
  repair_verbs(sentence, chunks, tool.cues);
  settle_verb_forms(sentence, chunks, tool.cues);
  free_subjects(sentence, chunks, [&](std::string_view lemma) {
    return rules.in_class(language, "naming", lemma) || rules.in_class(language, "classifier", lemma);
  });
  join_specialities(sentence, chunks, [&](const NounGroup& firm, const NounGroup& field) {
    const auto& links = rules.cues(language, "speciality");
    const bool linked = std::any_of(links.begin(), links.end(), [&](const std::vector<std::string>& cue) {
      return cue.size() == 1 && cue.front() == field.preposition;
    });
    const std::string head = to_lower(sentence.tokens[firm.head].lemma());
    const std::string inner = to_lower(sentence.tokens[field.head].lemma());
    const auto in = [&](std::string_view word_class) { return rules.in_class(language, word_class, inner); };
    if (!linked || !rules.in_class(language, "naming", head) || in("naming") || in("household") ||
        !rules.triggered_by(language, RuleKind::Role, inner).empty())
      return false;
    // "filiale della cinese Alba", but "il colosso dei chip Alba"
    return !field.definite || (field.number == Number::Plural && rules.in_class(language, "giant", head));
  });
  free_objects(sentence, chunks, [&](const NounGroup& group) {
    if (rules.in_class(language, "standing", sentence.tokens[group.head].lemma())) return true;
    const auto lists = [](const std::vector<std::string>& words, const std::string& word) {
      return std::find(words.begin(), words.end(), word) != words.end();
    };
    return lists(tool.cues.among, group.preposition) && group.number == Number::Plural &&
           std::any_of(chunks.verbs.begin(), chunks.verbs.end(), [&](const VerbGroup& verb) {
             return verb.tokens.end <= group.tokens.begin && group.tokens.begin <= verb.tokens.end + 2 &&
                    lists(tool.cues.membership, verb.lemma);
           });
  });
  return chunks;
}

ArticleWork Extractor::analyse(text::Article article, bool keep_trials) {
  ArticleWork work;
  work.document = analysis_.analyse(std::move(article));
  const std::string& language = work.document.metadata.language;
  tools(language);

  std::vector<Chunks> chunks;
  work.sentences.resize(work.document.sentences.size());
  {
    const StageTimer timer(profile_, "groups of words");
    for (size_t i = 0; i < work.document.sentences.size(); ++i) {
      const text::Sentence& sentence = work.document.sentences[i];
      work.sentences[i].triggers = find_noun_triggers(sentence, knowledge_.rules(), language);
      chunks.push_back(chunk(sentence, work.sentences[i].triggers, language));
    }
  }
  work.mentions = mention_finder_.find(work.document, chunks);
  for (uint32_t id = 0; id < work.mentions.mentions.size(); ++id)
    if (keeps(without_, work.mentions.mentions[id].via))
      work.sentences[work.mentions.mentions[id].sentence].mention_ids.push_back(id);

  if (without_.contains(Stage::Topic)) {
    for (auto* things : {&work.mentions.topic_of_sentence, &work.mentions.background_of_sentence,
                         &work.mentions.model_of_sentence})
      std::fill(things->begin(), things->end(), kNone);
    work.mentions.implied_of_sentence.clear();
  }
  find_facts(work, std::move(chunks), keep_trials);
  return work;
}

void Extractor::find_facts(ArticleWork& work, std::vector<Chunks> chunks, bool keep_trials) {
  const std::string& language = work.document.metadata.language;
  LanguageTools& tool = tools(language);
  const RuleSet& rules = knowledge_.rules();
  const Speech* previous = nullptr;
  QuantityContext quantity_context;
  quantity_context.currency = tool.measures.currency();
  for (uint32_t i = 0; i < work.sentences.size(); ++i) {
    SentenceWork& s = work.sentences[i];
    const text::Sentence& sentence = work.document.sentences[i];
    const bool same_paragraph = i > 0 && work.document.sentences[i - 1].paragraph == sentence.paragraph;
    const SentenceView view{
        sentence,  i,          s.analysis, work.mentions, s.mention_ids,
        s.amounts, s.triggers, rules,      language,      said_before(work.document.sentences, i)};
    StageTimer timer(profile_, "clauses");
    keep_fixed_nouns(chunks[i], unread_names(sentence, chunks[i], work.mentions, s.mention_ids));
    free_named_subjects(sentence, chunks[i], firm_names(work.mentions, s.mention_ids), [&](uint32_t noun) {
      const std::string lemma(sentence.tokens[noun].lemma());
      return rules.in_class(language, "naming", lemma) || rules.in_class(language, "classifier", lemma) ||
             !rules.triggered_by(language, RuleKind::Role, lemma).empty();
    });
    std::vector<TokenRange> common;
    for (const TriggerHit& hit : s.triggers) common.push_back(hit.tokens);
    s.analysis = analyse_clauses(sentence, std::move(chunks[i]), tool.cues, common,
                                 full_names(sentence, work.mentions, s.mention_ids));
    undo(without_, s.analysis);
    timer.turn_to("quantities");
    s.amounts = find_amounts(sentence, tool.amounts);
    timer.turn_to("certainty");
    s.speech = read_speech(view, same_paragraph ? previous : nullptr);
    previous = &s.speech;
    timer.turn_to("relations");
    s.matches = match_relations(view, s.triggers, keep_trials ? &s.trials : nullptr);
    std::erase_if(s.matches, [&](const RelationMatch& match) {
      return !keeps(without_, rules.rules()[match.rule].kind);
    });
    timer.turn_to("certainty");
    for (const RelationMatch& match : s.matches) s.modalities.push_back(judge(view, s.speech, match));
    timer.turn_to("quantities");
    s.quantities = match_quantities(view, s.speech, s.matches, tool.measures, quantity_context);
    timer.turn_to("dates and record");
    set_confidence(s);
    if (!s.matches.empty() || !s.quantities.empty())
      s.dates = find_dates(sentence, tool.dates, work.document.metadata.date);
    // "3.9 billion euros" is no 9 March.
    std::erase_if(s.dates, [&](const SentenceDate& date) {
      return std::any_of(s.amounts.begin(), s.amounts.end(), [&](const Amount& amount) {
        return (amount.money || amount.percent) && amount.tokens.contains(date.tokens.begin);
      });
    });
  }
  const StageTimer timer(profile_, "relations");
  settle_implied_ends(work, rules);
}

void Extractor::set_confidence(SentenceWork& work) const {
  for (RelationMatch& match : work.matches) {
    const char* kind = name_of(knowledge_.rules().rules()[match.rule].kind);
    match.confidence = knowledge_.confidence().of(shape_of(kind, match.subject.via, match.object.via));
    if (!match.chosen) match.confidence.permille = match.confidence.permille * kUnchosen / 1000;
  }
  for (QuantityMatch& match : work.quantities)
    match.confidence = knowledge_.confidence().of(shape_of("quantity", match.subject.via, Via::Name));
}

ArticleRecord Extractor::assemble(const ArticleWork& work) const {
  const StageTimer timer(profile_, "dates and record");
  ArticleRecord record = build_record(work, knowledge_.rules());
  record.fingerprint = knowledge_.fingerprint();
  return record;
}

ArticleRecord Extractor::extract(text::Article article) {
  return assemble(analyse(std::move(article), false));
}

}  // namespace trama::extract
