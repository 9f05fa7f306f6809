import { Component, type ReactNode } from 'react';

import { PaneFailure } from './PaneFailure';

interface PaneBoundaryProps {
  /** What the pane shows; when it changes, a failed pane tries again. */
  of: string;
  children: ReactNode;
}

interface PaneBoundaryState {
  error: Error | null;
  of: string;
}

/** Confines a failure to draw to the pane it happened in. */
export class PaneBoundary extends Component<PaneBoundaryProps, PaneBoundaryState> {
  override state: PaneBoundaryState = { error: null, of: this.props.of };

  static getDerivedStateFromError(error: unknown): Partial<PaneBoundaryState> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: PaneBoundaryProps, state: PaneBoundaryState): PaneBoundaryState | null {
    return props.of === state.of ? null : { error: null, of: props.of };
  }

  override render() {
    const { error } = this.state;
    return error ? <PaneFailure error={error} reset={() => this.setState({ error: null })} /> : this.props.children;
  }
}
