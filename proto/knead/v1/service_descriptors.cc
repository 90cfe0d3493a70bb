// Reflection looks services up in the descriptors that a program holds. A file
// that defines services alone has no message that code could name, so the
// linker would leave its descriptor out.
#include "knead/v1/assessment_service.pb.h"
#include "knead/v1/figure_service.pb.h"
#include "knead/v1/session_service.pb.h"

namespace {

[[gnu::used]] const void* const kKept[] = {
    &descriptor_table_knead_2fv1_2fassessment_5fservice_2eproto,
    &descriptor_table_knead_2fv1_2ffigure_5fservice_2eproto,
    &descriptor_table_knead_2fv1_2fsession_5fservice_2eproto,
};

}  // namespace
