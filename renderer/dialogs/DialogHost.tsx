import { CloseQuestion } from './CloseQuestion.tsx';
import { ConflictQuestion } from './ConflictQuestion.tsx';
import { EnvironmentsQuestion } from './EnvironmentsQuestion.tsx';
import { FolderQuestion } from './FolderQuestion.tsx';
import { JsonQuestion } from './JsonQuestion.tsx';
import { type Question, useQuestions } from './questions.ts';
import { ReasonQuestion } from './ReasonQuestion.tsx';
import { RenameQuestion } from './RenameQuestion.tsx';
import { RestoreQuestion } from './RestoreQuestion.tsx';
import { SchemaQuestion } from './SchemaQuestion.tsx';

/** Shows the question that waits longest. */
export function DialogHost() {
  const question = useQuestions((store) => store.waiting[0]);
  return question === undefined ? null : <Asked key={question.id} question={question} />;
}

function Asked({ question }: { question: Question }) {
  switch (question.kind) {
    case 'close':
      return <CloseQuestion {...question} />;
    case 'conflict':
      return <ConflictQuestion {...question} />;
    case 'reason':
      return <ReasonQuestion {...question} />;
    case 'restore':
      return <RestoreQuestion {...question} />;
    case 'rename':
      return <RenameQuestion {...question} />;
    case 'environments':
      return <EnvironmentsQuestion {...question} />;
    case 'folder':
      return <FolderQuestion {...question} />;
    case 'json':
      return <JsonQuestion {...question} />;
    case 'schema':
      return <SchemaQuestion {...question} />;
  }
}
