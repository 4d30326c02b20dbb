import { Component, type ReactNode } from 'react';
import { toErrorShape } from '../../shared/contract/errors.ts';
import { Button } from '../controls/Button.tsx';
import { EmptyState } from '../controls/EmptyState.tsx';

interface FaultBoundaryProps {
  /** The part of the window that is guarded, as the message names it. */
  readonly part: string;
  readonly children: ReactNode;
}

/** Keeps a fault of one part from taking the window down; the others go on. */
export class FaultBoundary extends Component<FaultBoundaryProps, { fault: unknown }> {
  override state: { fault: unknown } = { fault: null };

  static getDerivedStateFromError(fault: unknown): { fault: unknown } {
    return { fault };
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === null) return this.props.children;
    const { message } = toErrorShape(fault);
    return (
      <EmptyState
        icon="error"
        title={`${this.props.part} stopped.`}
        actions={<Button onPress={() => this.setState({ fault: null })}>Try again</Button>}
      >
        {message}
      </EmptyState>
    );
  }
}
