// Apertium behind the Analyser interface: lt-proc | Trama's overlay | cg-proc | Trama's preferences |
// apertium-tagger, as long-lived programs that flush on NUL. A tagger's model that Tagger can read
// is applied here instead.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "core/base/cpu_profile.h"
#include "core/base/error.h"
#include "core/text/analyser.h"
#include "core/text/language.h"
#include "core/text/overlay.h"

namespace trama::text {

struct ApertiumOptions {
  // How long one sentence may take in one program before the watchdog restarts it. A sentence of ordinary
  // length takes milliseconds.
  std::chrono::milliseconds timeout{20'000};
};

// $TRAMA_ANALYSER_TIMEOUT, in whole seconds, sets the timeout: for machines so busy that 20 s are too few.
ApertiumOptions apertium_options_from_environment();

class Apertium : public Analyser {
 public:
  // Starts nothing yet. `language`, and `profile` where one is kept, must outlive this object; the programs'
  // part of it is known when this object is gone. Throws Error of kind External where the language's files
  // are not installed.
  explicit Apertium(const LanguageProfile& language, ApertiumOptions options = {},
                    CpuProfile* profile = nullptr);
  ~Apertium() override;

  // A program that dies or exceeds the timeout is restarted and the sentence tried again; the third time it
  // fails. Where programs end again and again without an answer, this call and all later ones throw.
  std::vector<Analysis> analyse(std::span<const SentenceInput> sentences) override;

  // The ids of the running programs, first to last; for tests and for measuring.
  std::vector<int> program_ids() const;

 private:
  class Run;
  struct Programs;
  const LanguageProfile& language_;
  ApertiumOptions options_;
  CpuProfile* const profile_;
  std::unique_ptr<Programs> programs_;
  std::unique_ptr<const Tagger> tagger_;  // null: apertium-tagger is asked
  ModelForms model_forms_;
  std::optional<Error> broken_;  // what to say instead of waiting as long for the next article
};

}  // namespace trama::text
