#include "core/text/tagger.h"

#include "core/text/hmm_tagger.h"
#include "core/text/perceptron_tagger.h"

namespace trama::text {

std::unique_ptr<const Tagger> Tagger::read(const std::string& path) {
  std::unique_ptr<const Tagger> tagger = PerceptronTagger::read(path);
  if (tagger == nullptr) tagger = HmmTagger::read(path);
  return tagger;
}

}  // namespace trama::text
