#include "glossary/candidate_matcher.h"

namespace diglot {
namespace {

/// Of a sequence's beginning, one token after the other; not the hash of sequence_hash(), which
/// knows the length before.
std::uint64_t extend(std::uint64_t hash, TokenId token) {
    hash = (hash ^ token) * 0x9E3779B97F4A7C15;
    hash ^= hash >> 29;
    return hash == 0 ? 1 : hash;
}
constexpr std::uint64_t kStart = 0x243F6A8885A308D3;

}  // namespace

CandidateMatcher::CandidateMatcher(std::span<const TokenId> tokens,
                                   std::span<const TermCandidate> candidates) {
    std::size_t beginnings = 1;
    for (const TermCandidate& candidate : candidates) beginnings += candidate.length;
    std::size_t size = 64;
    while (size < beginnings * 2) size *= 2;
    slots_.resize(size);
    for (std::uint32_t i = 0; i < candidates.size(); ++i) {
        std::uint64_t hash = kStart;
        for (std::uint32_t k = 0; k < candidates[i].length; ++k) {
            hash = extend(hash, tokens[candidates[i].position + k]);
            Slot& slot = slot_of(hash);
            slot.hash = hash;
            if (k + 1 == candidates[i].length && slot.candidate == kNone) slot.candidate = i;
        }
    }
}

CandidateMatcher::Slot& CandidateMatcher::slot_of(std::uint64_t hash) {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].hash != 0 && slots_[at].hash != hash) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
}

const CandidateMatcher::Slot* CandidateMatcher::look(std::uint64_t hash) const {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].hash != 0) {
        if (slots_[at].hash == hash) return &slots_[at];
        at = (at + 1) & (slots_.size() - 1);
    }
    return nullptr;
}

void CandidateMatcher::find(std::span<const TokenId> text,
                            std::vector<CandidatePlace>& places) const {
    places.clear();
    for (std::uint32_t start = 0; start < text.size(); ++start) {
        std::uint64_t hash = kStart;
        for (std::uint32_t end = start; end < text.size() && text[end] >= kFirstToken; ++end) {
            hash = extend(hash, text[end]);
            const Slot* slot = look(hash);
            if (!slot) break;
            if (slot->candidate != kNone)
                places.push_back({slot->candidate, start, end + 1 - start});
        }
    }
}

}  // namespace diglot
