#include "core/text/apertium.h"

#include <charconv>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <optional>
#include <thread>

#include <poll.h>

#include "core/text/framed_pipeline.h"
#include "core/text/overlay.h"

namespace trama::text {
namespace {

// Sentences under way: enough that all three programs have work, few enough to be sent again cheaply.
constexpr size_t kWindow = 64;
// Times a sentence is sent to one program: whoever kills the programs from outside may hit it more than once.
constexpr int kMostAttempts = 3;
// Restarts without a single reply between them before the analyser as a whole counts as broken.
constexpr int kMostRestarts = 6;
// For how long replies gather before they are read: cg-proc writes each word by itself, and to be woken for
// each costs more than to read it.
constexpr std::chrono::microseconds kGathering{500};

}  // namespace

struct Apertium::Programs {
  FramedPipeline morphology, grammar, tagger;
};

// One call of analyse: a window of sentences moves through the three programs.
class Apertium::Run {
 public:
  Run(Apertium& owner, std::span<const SentenceInput> inputs)
      : owner_(owner),
        inputs_(inputs),
        results_(inputs.size()),
        sentences_(inputs.size()),
        attempts_(inputs.size()) {
    if (owner.tagger_ == nullptr) {
      grammar_.next = &tagging_;
      stages_.push_back(&tagging_);
    }
  }

  std::vector<Analysis> run() {
    for (Stage* stage : stages_)
      if (!stage->pipeline.running() || stage->pipeline.unanswered() > 0) start(*stage);
    while (done_ < inputs_.size()) {
      fill();
      wait();
      for (Stage* stage : stages_) step(*stage);
    }
    // By a hidden Markov model it chooses by what it was asked before too: it begins anew for each article,
    // whose records then depend on nothing else.
    if (owner_.tagger_ == nullptr) tagging_.pipeline.stop();
    return std::move(results_);
  }

 private:
  struct Stage {
    FramedPipeline& pipeline;
    const char* name;
    std::string (OverlaidSentence::*request)() const;
    bool (OverlaidSentence::*accept)(std::string_view reply);
    Stage* next;                      // null after the last
    std::deque<size_t> pending = {};  // sentences sent and not answered, in order
  };

  void start(Stage& stage) {
    try {
      stage.pipeline.restart();
    } catch (Error& error) {
      throw error.hint("install the packages apertium, lttoolbox and cg3");
    }
  }

  void fill() {
    while (next_ < inputs_.size() && next_ - done_ < kWindow) {
      const LanguageProfile& language = owner_.language_;
      sentences_[next_].emplace(inputs_[next_], language.words, language.preferences, owner_.model_forms_);
      send(morphology_, next_++);
    }
  }

  // Sends what a stage is to be asked about a sentence; the sentence is done where that is nothing.
  void send(Stage& stage, size_t i) {
    const std::string request = ((*sentences_[i]).*stage.request)();
    if (request.empty()) return finish(i, {sentences_[i]->take_analysed(), ""});
    stage.pending.push_back(i);
    stage.pipeline.send(request);
  }

  void wait() {
    std::vector<pollfd> polled;
    auto deadline = FramedPipeline::Clock::time_point::max();
    for (const Stage* stage : stages_) {
      stage->pipeline.add_polled(polled);
      if (!stage->pending.empty())
        deadline = std::min(deadline, stage->pipeline.waiting_since() + owner_.options_.timeout);
    }
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - FramedPipeline::Clock::now())
            .count();
    std::this_thread::sleep_for(kGathering);
    ::poll(polled.data(), polled.size(), static_cast<int>(std::max<int64_t>(left, 0)) + 1);
  }

  void step(Stage& stage) {
    std::vector<std::string> replies;
    const bool alive = stage.pipeline.pump(replies);
    for (const std::string& reply : replies) {
      const size_t i = stage.pending.front();
      if (!accept(stage, i, reply)) return retry_first(stage, "answered something else than it was asked");
      stage.pending.pop_front();
      restarts_ = attempts_[i] = 0;
      if (stage.next != nullptr)
        send(*stage.next, i);
      else
        finish_tagged(i);
    }
    if (!alive) return retry_first(stage, "died");
    if (!stage.pending.empty() &&
        FramedPipeline::Clock::now() - stage.pipeline.waiting_since() > owner_.options_.timeout)
      retry_first(stage, "did not answer in time");
  }

  bool accept(Stage& stage, size_t i, const std::string& reply) {
    try {
      return ((*sentences_[i]).*stage.accept)(reply);
    } catch (const Error&) {
      return false;
    }
  }

  // A program that is killed may end with half an answer, so what failed once is tried again.
  void retry_first(Stage& stage, const char* what) {
    if (!stage.pending.empty() && ++attempts_[stage.pending.front()] == kMostAttempts) {
      finish(stage.pending.front(), {{}, std::string(stage.name) + " " + what});
      stage.pending.pop_front();
    }
    if (++restarts_ > kMostRestarts) {
      owner_.broken_ =
          Error(ErrorKind::External, "AnalyserBroken",
                std::string(stage.name) + " " + what + ", " + std::to_string(restarts_) + " times in a row")
              .hint("check the installation of apertium and " + owner_.language_.analyser.package);
      throw *owner_.broken_;
    }
    recover(stage);
  }

  // Starts the stage anew and sends again what it had not answered.
  void recover(Stage& stage) {
    start(stage);
    for (const size_t i : stage.pending) stage.pipeline.send(((*sentences_[i]).*stage.request)());
  }

  void finish_tagged(size_t i) {
    if (owner_.tagger_ != nullptr) {
      const StageTimer timer(owner_.profile_, "tagger, in process");
      sentences_[i]->choose(*owner_.tagger_);
    }
    finish(i, {sentences_[i]->take_analysed(), ""});
  }

  void finish(size_t i, Analysis analysis) {
    results_[i] = std::move(analysis);
    sentences_[i].reset();
    ++done_;
  }

  Apertium& owner_;
  std::span<const SentenceInput> inputs_;
  std::vector<Analysis> results_;
  std::vector<std::optional<OverlaidSentence>> sentences_;
  std::vector<int> attempts_;
  Stage tagging_{owner_.programs_->tagger, "apertium-tagger", &OverlaidSentence::tagger_request,
                 &OverlaidSentence::accept_tagged, nullptr};
  Stage grammar_{owner_.programs_->grammar, "cg-proc", &OverlaidSentence::grammar_request,
                 &OverlaidSentence::accept_grammar, nullptr};
  Stage morphology_{owner_.programs_->morphology, "lt-proc", &OverlaidSentence::morphology_request,
                    &OverlaidSentence::accept_morphology, &grammar_};
  std::vector<Stage*> stages_{&morphology_, &grammar_};
  size_t next_ = 0, done_ = 0;
  int restarts_ = 0;
};

ApertiumOptions apertium_options_from_environment() {
  ApertiumOptions options;
  const char* variable = std::getenv("TRAMA_ANALYSER_TIMEOUT");
  if (variable == nullptr) return options;
  const std::string_view text = variable;
  unsigned seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size() || seconds == 0 || seconds > 86'400)
    throw Error(ErrorKind::Usage, "TRAMA_ANALYSER_TIMEOUT takes whole seconds, at most a day");
  options.timeout = std::chrono::seconds(seconds);
  return options;
}

Apertium::Apertium(const LanguageProfile& language, ApertiumOptions options, CpuProfile* profile)
    : language_(language), options_(options), profile_(profile) {
  const StageTimer timer(profile_, "knowledge");
  const AnalyserFiles& files = language.analyser;
  for (const std::string& file : {files.morphology, files.grammar, files.tagger})
    if (!std::filesystem::exists(file))
      throw Error(ErrorKind::External, "AnalyserMissing", language.name + " cannot be analysed: no " + file)
          .hint("install " + files.package);
  tagger_ = Tagger::read(files.tagger);
  programs_ = std::make_unique<Programs>(
      Programs{FramedPipeline({{"lt-proc", "-z", "-w", files.morphology}}),
               FramedPipeline({{"cg-proc", "-z", files.grammar}}),
               FramedPipeline({{"apertium-tagger", "-z", "-g", "-f", "-p", files.tagger}})});
}

Apertium::~Apertium() {
  if (profile_ == nullptr) return;
  const auto add = [&](const char* program, FramedPipeline& pipeline) {
    pipeline.stop();
    if (pipeline.use().cpu_seconds > 0) profile_->add_program(program, language_.name, pipeline.use());
  };
  add("lt-proc", programs_->morphology);
  add("cg-proc", programs_->grammar);
  add("apertium-tagger", programs_->tagger);
}

std::vector<Analysis> Apertium::analyse(std::span<const SentenceInput> sentences) {
  if (broken_) throw *broken_;
  if (sentences.empty()) return {};
  return Run(*this, sentences).run();
}

std::vector<int> Apertium::program_ids() const {
  std::vector<int> ids;
  for (const FramedPipeline* pipeline : {&programs_->morphology, &programs_->grammar, &programs_->tagger})
    for (const ChildProcess& program : pipeline->programs()) ids.push_back(program.id());
  return ids;
}

}  // namespace trama::text
